/// How far a file was read, and what it was then.
struct FileCursor {
  private static let tailLength = 64
  private static let headLength = 4096

  var file: LogFile
  /// The end of the last whole append.
  private(set) var end = 0
  /// The bytes before `end`, at most ``tailLength``.
  private(set) var tail: [UInt8] = []
  /// The file's first bytes, at most ``headLength`` of those before `end`.
  private var head: [UInt8] = []

  init(_ file: LogFile) {
    self.file = file
  }

  /// Whether a file, as it is now, is the one that was read, and begins with what was read.
  ///
  /// Bytes are looked at where size or time of change differ: the first and the last that were read. Where
  /// a file has changed without growing, all of which had been read, it was written anew in place.
  func fits(_ now: LogFile, in files: any LogFiles) throws(LogFileError) -> Bool {
    guard now.name == file.name, now.identity == file.identity, now.size >= end else {
      return false
    }
    let hasSameSize = now.size == file.size
    if hasSameSize, now.modified == file.modified { return true }
    guard try files.bytes(now.name, end - tail.count..<end) == tail,
      try files.bytes(now.name, 0..<head.count) == head
    else { return false }
    return !hasSameSize || end < now.size || file.modified == nil
  }

  /// Remembers that lines were written at the file's end, which is also that of what was read.
  mutating func move(over written: UnsafeRawBufferPointer) {
    if head.count < Self.headLength, head.count == end {
      head += written.prefix(Self.headLength - head.count)
    }
    end += written.count
    file.size = end
    // The time of that change is not known before the next look.
    file.modified = nil
    let last = UnsafeRawBufferPointer(rebasing: written.suffix(Self.tailLength))
    if last.count == Self.tailLength, tail.count == last.count {
      tail.withUnsafeMutableBytes { $0.copyMemory(from: last) }
    } else {
      tail = Array((tail + last).suffix(Self.tailLength))
    }
  }

  /// Remembers that the file was read up to an offset.
  mutating func move(to offset: Int, in files: any LogFiles) throws(LogFileError) {
    let tail = try files.bytes(file.name, max(0, offset - Self.tailLength)..<offset)
    if offset < head.count || head.count < Self.headLength {
      head = try files.bytes(file.name, 0..<min(offset, Self.headLength))
    }
    self.tail = tail
    end = offset
  }
}
