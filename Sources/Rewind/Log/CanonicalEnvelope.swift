/// Reads the envelope of a line that Rewind itself wrote: known keys in a known order.
///
/// Nothing is looked up and nothing copied. A line that is spelled otherwise, though it may be valid,
/// gives nil and is read by way of the mapping.
enum CanonicalEnvelope {
  /// The envelope of a line in the canonical order, or nil.
  static func read(_ line: UnsafeRawBufferPointer) -> Envelope? {
    guard line.count > 2, line[line.count - 1] == UInt8(ascii: "}") else { return nil }
    var cursor = ByteCursor(line)
    var envelope = Envelope()
    guard cursor.skip("{\"position\":"), let position = cursor.number(),
      cursor.skip(",\"stream_id\":\""), let stream = cursor.plainString(),
      cursor.skip(",\"version\":"), let version = cursor.number()
    else { return nil }
    if cursor.skip(",\"batch\":[") {
      guard let index = cursor.number(), cursor.skip(","), let count = cursor.number(),
        cursor.skip("]"), let part = CommitPart(checking: index, of: count)
      else { return nil }
      envelope.batch = part
    }
    guard cursor.skip(",\"type\":\""), let type = cursor.plainString(),
      cursor.skip(",\"id\":\""), let id = cursor.plainString(),
      cursor.skip(",\"timestamp\":\""), let time = cursor.plainString(),
      let timestamp = Timestamp(utf8: time), cursor.skip(",\"data\":"),
      cursor.index < line.count - 1
    else { return nil }
    envelope.position = position
    envelope.stream = stream
    envelope.version = version
    envelope.type = type
    envelope.id = id
    envelope.time = timestamp.microseconds
    envelope.dataStart = cursor.index
    return envelope
  }

  /// Where data and metadata stand in a line whose envelope ``read(_:)`` gave; nil where they are no
  /// valid JSON or other keys follow.
  static func content(
    of line: UnsafeRawBufferPointer, from dataStart: Int
  ) -> (data: Range<Int>, metadata: Range<Int>?)? {
    let last = line.count - 1
    guard let base = line.baseAddress?.assumingMemoryBound(to: UInt8.self),
      let dataEnd = endOfMember(base, dataStart, last)
    else { return nil }
    if dataEnd == last { return (dataStart..<dataEnd, nil) }
    var cursor = ByteCursor(line, at: dataEnd)
    guard cursor.skip(",\"metadata\":") else { return nil }
    let start = cursor.index
    guard endOfMember(base, start, last) == last else { return nil }
    return (dataStart..<dataEnd, start..<last)
  }

  /// The index behind a valid value that is a member of the line's object, and so a level deeper.
  private static func endOfMember(_ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    try? JSONScanner.endOfValidValue(p, start, end, depthLimit: JSONScanner.depthLimit - 1)
  }
}

extension CommitPart {
  /// The most events that one append holds.
  static let limit = 10_000

  /// A part that can be: within its append, and the append within the limit.
  init?(checking index: Int, of count: Int) {
    guard count > 1, count <= Self.limit, index >= 1, index <= count else { return nil }
    self.init(index: UInt16(index), count: UInt16(count))
  }
}

/// Walks over a line's bytes; never reads beyond them.
///
/// Invariant: 0 ≤ `index` ≤ `count`, and `count` bytes may be read from `base` on.
private struct ByteCursor {
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private(set) var index: Int

  /// Begins at a place of a line, which is not empty.
  init(_ bytes: UnsafeRawBufferPointer, at index: Int = 0) {
    base = bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
    count = bytes.count
    self.index = index
  }

  /// Steps over a text if it stands here.
  @inline(__always)
  mutating func skip(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index &+ length <= count else { return false }
    let here = UnsafeRawPointer(base + index)
    let expected = UnsafeRawPointer(text.utf8Start)
    var offset = 0
    while offset &+ 8 <= length {
      let word = here.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      guard word == expected.loadUnaligned(fromByteOffset: offset, as: UInt64.self) else {
        return false
      }
      offset &+= 8
    }
    while offset < length {
      guard
        here.load(fromByteOffset: offset, as: UInt8.self)
          == expected.load(fromByteOffset: offset, as: UInt8.self)
      else { return false }
      offset &+= 1
    }
    index &+= length
    return true
  }

  /// Steps over digits without a leading zero; nil where there are none or more than 18.
  @inline(__always)
  mutating func number() -> Int? {
    let start = index
    var value = 0
    while index < count {
      let digit = base[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ Int(digit)
      index &+= 1
    }
    let length = index - start
    guard length > 0, length <= 18, length == 1 || base[start] != UInt8(ascii: "0") else {
      return nil
    }
    return value
  }

  /// Steps over the rest of a string and its quote; nil where it has an escape or does not end.
  @inline(__always)
  mutating func plainString() -> UnsafeRawBufferPointer? {
    let start = index
    while index &+ ByteWord.size <= count {
      let stop = ByteWord(at: base + index).endOfPlainRun
      index &+= ByteWord.firstIndex(in: stop)
      if stop != 0 { break }
    }
    while index < count, base[index] != UInt8(ascii: "\"") {
      let byte = base[index]
      if byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x80 { return nil }
      index &+= 1
    }
    guard index < count else { return nil }
    defer { index &+= 1 }
    return UnsafeRawBufferPointer(start: base + start, count: index &- start)
  }
}
