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

  /// Whether a file, as it is now, is the one that was read, and begins with what was read.
  func fits(_ now: LogFile, in files: any LogFiles) throws(LogFileError) -> Bool {
    guard now.name == file.name, now.identity == file.identity, now.size >= end else {
      return false
    }
    guard now.size != file.size else { return true }
    return try files.bytes(now.name, end - tail.count..<end) == tail
  }

  /// Remembers that lines were written at the file's end, which is also that of what was read.
  mutating func move(over written: UnsafeRawBufferPointer) {
    end += written.count
    file.size = end
    let last = UnsafeRawBufferPointer(rebasing: written.suffix(Self.tailLength))
    if last.count == Self.tailLength, tail.count == last.count {
      tail.withUnsafeMutableBytes { $0.copyMemory(from: last) }
    } else {
      tail = Array((tail + last).suffix(Self.tailLength))
    }
  }

  /// Remembers that the file was read up to an offset.
  mutating func move(to offset: Int, in files: any LogFiles) throws(LogFileError) {
    end = offset
    tail = try files.bytes(file.name, max(0, offset - Self.tailLength)..<offset)
  }
}
