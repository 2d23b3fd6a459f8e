internal import Platform
internal import Synchronization

/// The files of a log that another system wrote, opened for reading only.
///
/// Files keep their place in the list once they were seen; new ones that a folder or a pattern gives
/// come behind them.
public final class ReadOnlyFiles: LogFiles {
  private let find: @Sendable () throws(LogFileError) -> [String]
  /// The paths that were seen, in the order of the list.
  private let paths = Mutex<[String]>([])

  /// Reads the files that a search gives; it is asked again at every look.
  init(find: @escaping @Sendable () throws(LogFileError) -> [String]) {
    self.find = find
  }

  /// The folders that hold the files.
  public var folders: [String] {
    Set(paths.withLock(\.self).map(FileSystem.folder)).sorted()
  }

  /// The files as they are now, known ones first.
  ///
  /// - Throws: ``LogFileError``, ``LogFileError/isOfNoFile`` where a path leads to a pipe, which would be
  ///   waited for, a socket or a device.
  public func list() throws(LogFileError) -> [LogFile] {
    let found = try find()
    let paths = paths.withLock { paths in
      let known = Set(paths)
      paths += found.filter { !known.contains($0) }
      return paths
    }
    var files: [LogFile] = []
    for path in paths {
      let status = try LogFileError.wrap(try FileStatus(of: path, to: "open"))
      guard status.kind == .file || status.kind == .folder else {
        throw .noFile(path, status.kind)
      }
      files.append(LogFile(name: path, status: status))
    }
    return files
  }

  /// Opens a file of the list.
  public func open(_ file: LogFile) throws(LogFileError) -> any OpenLogFile {
    try DiskFile(file, at: file.name)
  }

  /// Reads a range of a file.
  public func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    try LogFileError.wrap(try SystemFile(name, .readingFile).read(at: offset, into: buffer))
  }
}
