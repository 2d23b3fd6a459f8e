internal import Rewind

/// Cuts objects down to the members of some names.
struct MemberCut {
  /// The names, each once, in a fixed order.
  let names: [String]
  private let keys: [[UInt8]]

  init(_ names: Set<String>) {
    self.names = names.sorted()
    keys = self.names.map { Array($0.utf8) }
  }

  /// Adds the text of an object without its other members; a text that is no object is added whole.
  ///
  /// A member whose key is written with an escape stays, since its name is not looked at.
  func add(_ json: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    let start = bytes.count
    guard !addMembers(of: json, to: &bytes) else { return }
    bytes.removeSubrange(start...)
    bytes += json
  }

  /// - Returns: whether the text is that of an object.
  private func addMembers(of text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
    guard let p = text.baseAddress else { return false }
    let end = text.count
    let brace = Self.skipSpace(p, 0, end)
    guard brace < end, p[brace] == UInt8(ascii: "{") else { return false }
    bytes.append(UInt8(ascii: "{"))
    var separator = UInt8(ascii: " ")
    var i = Self.skipSpace(p, brace + 1, end)
    while i < end, p[i] == UInt8(ascii: "\"") {
      guard let quote = JSONScanner.endOfString(in: p, from: i + 1, to: end) else { return false }
      let colon = Self.skipSpace(p, quote + 1, end)
      let value = Self.skipSpace(p, colon + 1, end)
      guard let after = JSONScanner.endOfValue(in: p, from: value, to: end) else { return false }
      if isMeant(UnsafeBufferPointer(rebasing: text[i + 1..<quote])) {
        bytes.append(separator)
        bytes += text[i..<after]
        separator = UInt8(ascii: ",")
      }
      let comma = Self.skipSpace(p, after, end)
      guard comma < end, p[comma] == UInt8(ascii: ",") else { break }
      i = Self.skipSpace(p, comma + 1, end)
    }
    bytes.append(UInt8(ascii: "}"))
    return true
  }

  private func isMeant(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    keys.contains { Self.isSame($0, key) } || key.contains(UInt8(ascii: "\\"))
  }

  @inline(__always)
  private static func isSame(_ name: [UInt8], _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count == key.count else { return false }
    for index in key.indices where name[index] != key[index] { return false }
    return true
  }

  /// Most lines have no space between their tokens: a call for each would take longer than the look.
  @inline(__always)
  private static func skipSpace(_ p: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    start < end && p[start] > 0x20 ? start : JSONScanner.skipSpace(p, start, end)
  }
}
