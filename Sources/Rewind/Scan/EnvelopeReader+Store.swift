extension EnvelopeReader {
  /// The keys that each line of a store has, and what their values begin with.
  private static let storeKeys: [(key: StaticString, kind: String, first: ClosedRange<UInt8>)] = [
    ("position", "number", UInt8(ascii: "0")...UInt8(ascii: "9")),
    ("stream_id", "string", UInt8(ascii: "\"")...UInt8(ascii: "\"")),
    ("version", "number", UInt8(ascii: "0")...UInt8(ascii: "9")),
    ("type", "string", UInt8(ascii: "\"")...UInt8(ascii: "\"")),
    ("id", "string", UInt8(ascii: "\"")...UInt8(ascii: "\"")),
    ("timestamp", "string", UInt8(ascii: "\"")...UInt8(ascii: "\"")),
    ("data", "value", 0...UInt8.max),
  ]

  /// Refuses a line that a store would not have written; further keys may be there.
  func checkStoreLine(_ line: UnsafeRawBufferPointer) throws(LineError) {
    for (key, kind, first) in Self.storeKeys {
      let name = Array(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
      guard let value = members.value(of: name, in: line), first.contains(line[value.lowerBound])
      else { throw LineError("\"\(key)\" is no \(kind), or not there") }
    }
    guard let metadata = members.value(of: Array("metadata".utf8), in: line) else { return }
    guard line[metadata.lowerBound] == UInt8(ascii: "{") else {
      throw LineError("\"metadata\" is no object")
    }
  }

  /// Which part of its append a line is; nil for an append of one.
  func commitPart(in line: UnsafeRawBufferPointer) throws(LineError) -> BatchPart? {
    guard let value = members.value(of: Array("batch".utf8), in: line) else { return nil }
    let text = JSONText(unchecked: ArraySlice(line[value])).value
    if case .array(let items) = text, items.count == 2, case .number(let index) = items[0],
      case .number(let count) = items[1], let index = index.int, let count = count.int,
      let part = BatchPart(checking: index, of: count)
    {
      return part
    }
    throw LineError("\"batch\" is no [i,n] with 1 ≤ i ≤ n ≤ \(BatchPart.limit)")
  }
}
