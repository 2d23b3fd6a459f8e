internal import Platform

/// A file of a log that is open for reading.
public protocol OpenLogFile: Sendable {
  /// Reads up to as many bytes as the buffer holds; fewer only at the file's end.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(LogFileError) -> Int
  /// The number, from 1, that a line has in the file that lines were made of.
  func sourceLine(of line: Int) -> Int
}

extension OpenLogFile {
  /// The same: the lines are the file's.
  public func sourceLine(of line: Int) -> Int { line }
}
