/// The envelope of a line that Rewind itself wrote: known keys in a known order.
///
/// Nothing is looked up and nothing copied: the names are bytes of the line. A line that is spelled
/// otherwise, though it may be valid, has no such envelope and is read by way of the mapping.
struct CanonicalEnvelope {
  let position: Int
  let stream: UnsafeRawBufferPointer
  let version: Int
  /// Place in its append and the number of the append's events; nil for an append of one.
  let batch: BatchPart?
  let type: UnsafeRawBufferPointer
  let time: Timestamp
  /// Where the parts lie that are read later.
  let offsets: EnvelopeOffsets

  /// The envelope of a line in the canonical order, or nil.
  @inline(__always)
  init?(_ line: UnsafeRawBufferPointer) {
    guard var cursor = ByteCursor(object: line),
      cursor.skip("{\"position\":"), let position = cursor.number(),
      cursor.skip(",\"stream_id\":\""), let stream = cursor.plainText(),
      cursor.skip("\",\"version\":"), let version = cursor.number()
    else { return nil }
    var batch: BatchPart?
    if cursor.skip(",\"batch\":[") {
      guard let index = cursor.number(), cursor.skip(UInt8(ascii: ",")),
        let count = cursor.number(), cursor.skip(UInt8(ascii: "]")),
        let part = BatchPart(checking: index, of: count)
      else { return nil }
      batch = part
    }
    guard cursor.skip(",\"type\":\""), let type = cursor.plainText(),
      cursor.skip("\",\"id\":\"")
    else { return nil }
    let idStart = cursor.index
    guard cursor.plainText() != nil else { return nil }
    let idEnd = cursor.index
    guard cursor.skip("\",\"timestamp\":\""), let time = cursor.time(),
      cursor.skip("\",\"data\":"), !cursor.isAtEnd
    else { return nil }
    self.position = position
    self.stream = stream
    self.version = version
    self.batch = batch
    self.type = type
    self.time = time
    // Beyond 4 GiB there is no line: one over 64 MiB is damage.
    offsets = EnvelopeOffsets(
      idStart: UInt32(idStart), idEnd: UInt32(idEnd), dataStart: UInt32(cursor.index))
  }
}

// MARK: - Content

extension CanonicalEnvelope {
  /// Where data and metadata stand in a line that has such an envelope; nil where they are no
  /// valid JSON or other keys follow.
  static func content(
    of line: UnsafeRawBufferPointer, from dataStart: Int
  ) -> (data: Range<Int>, metadata: Range<Int>?)? {
    let last = line.count - 1
    guard let base = line.baseAddress?.assumingMemoryBound(to: UInt8.self),
      let dataEnd = endOfMember(base, dataStart, last)
    else { return nil }
    if dataEnd == last { return (dataStart..<dataEnd, nil) }
    guard var cursor = ByteCursor(object: line, at: dataEnd), cursor.skip(",\"metadata\":") else {
      return nil
    }
    let start = cursor.index
    guard base[start] == UInt8(ascii: "{"), endOfMember(base, start, last) == last else {
      return nil
    }
    return (dataStart..<dataEnd, start..<last)
  }

  /// The index behind a valid value that is a member of the line's object, and so a level deeper.
  private static func endOfMember(_ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    try? JSONScanner.endOfValidValue(p, start, end, depthLimit: JSONScanner.depthLimit - 1)
  }
}
