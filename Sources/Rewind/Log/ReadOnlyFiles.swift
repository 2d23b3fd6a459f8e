internal import Platform
internal import Synchronization

/// The files of a log that another system wrote, opened for reading only.
///
/// Files keep their place in the list once they were seen; new ones that a folder or a pattern gives
/// come behind them.
public final class ReadOnlyFiles: LogFiles {
  private let find: @Sendable () throws(LogFileError) -> [String]
  private let state = Mutex(State())

  private struct State {
    var paths: [String] = []
    var open: [String: SystemFile] = [:]
  }

  /// Reads the files that a search gives; it is asked again at every look.
  init(find: @escaping @Sendable () throws(LogFileError) -> [String]) {
    self.find = find
  }

  /// The folders that hold the files.
  public var folders: [String] {
    let paths = state.withLock { $0.paths }
    return Set(paths.map(FileSystem.folder)).sorted()
  }

  /// The files as they are now, known ones first.
  public func list() throws(LogFileError) -> [LogFile] {
    let found = try find()
    return try state.withLock { state throws(LogFileError) in
      let known = Set(state.paths)
      state.paths += found.filter { !known.contains($0) }
      var files: [LogFile] = []
      for path in state.paths { files.append(try Self.look(at: path, in: &state)) }
      return files
    }
  }

  /// Reads a range of a file.
  public func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    let file = try state.withLock { state throws(LogFileError) in
      if let file = state.open[name] { return file }
      return try Self.open(name, in: &state)
    }
    return try LogFileError.wrap(try file.read(at: offset, into: buffer))
  }

  /// Looks at what the path names now; a file that took its place is opened instead.
  private static func look(at path: String, in state: inout State) throws(LogFileError) -> LogFile {
    let file = LogFile(
      name: path, status: try LogFileError.wrap(try FileStatus(of: path, to: "open")))
    if let open = state.open[path] {
      if try open.isFile(file) { return file }
      state.open[path] = nil
    }
    _ = try Self.open(path, in: &state)
    return file
  }

  private static func open(_ path: String, in state: inout State) throws(LogFileError) -> SystemFile
  {
    let file = try LogFileError.wrap(try SystemFile(path, .reading))
    state.open[path] = file
    return file
  }
}
