internal import Platform

/// A file of a log on the disk, open for reading.
struct DiskFile: OpenLogFile {
  private let file: SystemFile

  /// Opens a file that was found in a list.
  ///
  /// - Parameters:
  ///   - found: the file as it is in the list.
  ///   - path: where it is.
  /// - Throws: ``LogFileError``, ``LogFileError/isReplaced`` where another file is there by now.
  init(_ found: LogFile, at path: String) throws(LogFileError) {
    file = try LogFileError.wrap(try SystemFile(path, .readingFile))
    guard try file.isFile(found) else { throw .replaced(path) }
  }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(LogFileError) -> Int
  {
    try LogFileError.wrap(try file.read(at: offset, into: buffer))
  }
}
