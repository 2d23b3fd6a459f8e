internal import Platform
internal import Synchronization

/// The files of a log that another system wrote, opened for reading only.
///
/// Files keep their place in the list once they were seen; new ones that a folder or a pattern gives
/// come behind them. A pipe is read to its end when it is first seen, and kept.
public final class ReadOnlyFiles: LogFiles {
  private let find: @Sendable () throws(LogFileError) -> [String]
  private let seen = Mutex(Seen())

  private struct Seen {
    /// The paths, in the order of the list.
    var paths: [String] = []
    /// What came through those that are pipes.
    var spools: [String: SpooledFile] = [:]
  }

  /// Reads the files that a search gives; it is asked again at every look.
  init(find: @escaping @Sendable () throws(LogFileError) -> [String]) {
    self.find = find
  }

  /// The folders that hold the files.
  public var folders: [String] {
    seen.withLock { seen in
      Set(seen.paths.filter { seen.spools[$0] == nil }.map(FileSystem.folder)).sorted()
    }
  }

  /// The files as they are now, known ones first.
  ///
  /// - Throws: ``LogFileError``, ``LogFileError/isOfNoFile`` where a path leads to a socket or a device, or
  ///   a pipe has taken the place of a file.
  public func list() throws(LogFileError) -> [LogFile] {
    let found = try find()
    return try seen.withLock { seen throws(LogFileError) in
      var files: [LogFile] = []
      for path in seen.paths { files += try Self.files(at: path, seen.spools[path]) }
      let known = Set(seen.paths)
      for path in found where !known.contains(path) {
        let status = try LogFileError.wrap(try FileStatus(of: path, to: "open"))
        if status.kind == .pipe { seen.spools[path] = try SpooledFile(pipe: path) }
        files += try Self.files(at: path, seen.spools[path])
        seen.paths.append(path)
      }
      return files
    }
  }

  private static func files(
    at path: String, _ spool: SpooledFile?
  ) throws(LogFileError) -> [LogFile] {
    if let spool { return try spool.list() }
    let status = try LogFileError.wrap(try FileStatus(of: path, to: "open"))
    guard status.kind == .file || status.kind == .folder else { throw .noFile(path, status.kind) }
    return [LogFile(name: path, status: status)]
  }

  private func spool(_ path: String) -> SpooledFile? { seen.withLock { $0.spools[path] } }

  /// Opens a file of the list.
  public func open(_ file: LogFile) throws(LogFileError) -> any OpenLogFile {
    if let spool = spool(file.name) { return spool }
    return try DiskFile(file, at: file.name)
  }

  /// Reads a range of a file.
  public func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    if let spool = spool(name) { return try spool.read(at: offset, into: buffer) }
    return try LogFileError.wrap(try SystemFile(name, .readingFile).read(at: offset, into: buffer))
  }
}
