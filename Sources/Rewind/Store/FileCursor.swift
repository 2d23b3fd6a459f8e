/// How far a file was read, and what it was then.
struct FileCursor {
  private static let tailLength = 64

  var file: LogFile
  /// Behind the last whole append.
  private(set) var end = 0
  /// The bytes before `end`, at most ``tailLength``.
  private(set) var tail: [UInt8] = []

  init(_ file: LogFile) {
    self.file = file
  }

  /// Remembers that the file was read up to an offset.
  mutating func move(to offset: Int, in files: any LogFiles) throws(LogFileError) {
    end = offset
    tail = try files.bytes(file.name, max(0, offset - Self.tailLength)..<offset)
  }
}
