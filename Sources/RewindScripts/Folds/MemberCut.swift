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
    let brace = JSONScanner.skipSpace(p, 0, end)
    guard brace < end, p[brace] == UInt8(ascii: "{") else { return false }
    bytes.append(UInt8(ascii: "{"))
    var separator = UInt8(ascii: " ")
    var i = JSONScanner.skipSpace(p, brace + 1, end)
    while i < end, p[i] == UInt8(ascii: "\"") {
      guard let quote = JSONScanner.endOfString(in: p, from: i + 1, to: end) else { return false }
      let colon = JSONScanner.skipSpace(p, quote + 1, end)
      let value = JSONScanner.skipSpace(p, colon + 1, end)
      guard let after = JSONScanner.endOfValue(in: p, from: value, to: end) else { return false }
      if isMeant(UnsafeBufferPointer(rebasing: text[i + 1..<quote])) {
        bytes.append(separator)
        bytes += text[i..<after]
        separator = UInt8(ascii: ",")
      }
      let comma = JSONScanner.skipSpace(p, after, end)
      guard comma < end, p[comma] == UInt8(ascii: ",") else { break }
      i = JSONScanner.skipSpace(p, comma + 1, end)
    }
    bytes.append(UInt8(ascii: "}"))
    return true
  }

  private func isMeant(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    keys.contains { $0.count == key.count && $0.elementsEqual(key) }
      || key.contains(UInt8(ascii: "\\"))
  }
}
