/// What the lines of a file's head say of its format.
struct HeadLines {
  /// So many lines are looked at.
  private static let limit = 40

  /// How many lines with something in them have ended, or are the file's last.
  private(set) var count = 0
  private var objectCount = 0

  init(_ head: ArraySlice<UInt8>, isWhole: Bool) {
    var rest = head
    while count < Self.limit, !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      guard end != nil || isWhole else { break }
      let line = rest[..<(end ?? rest.endIndex)]
      rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
      guard let first = line.first(where: { !$0.isSpace }) else { continue }
      count += 1
      guard first == UInt8(ascii: "{") else { continue }
      if (try? JSONText(validating: line)) != nil { objectCount += 1 }
    }
  }

  /// In which part of the lines an object is, and nothing else.
  var objectShare: Double { Double(objectCount) / Double(max(1, count)) }
}

extension UInt8 {
  /// Whether JSON has it between tokens.
  var isSpace: Bool { JSONScanner.isSpace(self) }
}
