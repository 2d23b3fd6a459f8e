/// A text to look for: a substring, in any case unless it has a capital letter (smart case).
public struct TextPattern: Hashable, Sendable {
  /// The text as it was typed, without the leading `!`.
  public let text: String
  /// Whether it is what does *not* contain the text that matches: typed as a leading `!`.
  public let isInverted: Bool
  private let needle: [UInt8]
  private let ignoresCase: Bool

  /// Reads a pattern as a person types it; nil where there is nothing to look for.
  public init?(typed: some StringProtocol) {
    let isInverted = typed.first == "!"
    let text = String(isInverted ? typed.dropFirst() : typed[...])
    guard !text.isEmpty else { return nil }
    self.text = text
    self.isInverted = isInverted
    ignoresCase = text == text.lowercased()
    needle = Array(text.utf8)
  }

  /// Whether a text matches.
  public func matches(_ text: String) -> Bool {
    contains(in: text.utf8) != isInverted
  }

  /// Whether any of the parts of one thing matches, as UTF-8: of an event its stream's name, type, data
  /// and metadata.
  public func matches(anyOf parts: [ArraySlice<UInt8>]) -> Bool {
    parts.contains { contains(in: $0) } != isInverted
  }

  private func contains(in bytes: some Collection<UInt8>) -> Bool {
    let found = bytes.withContiguousStorageIfAvailable { isFound(in: UnsafeRawBufferPointer($0)) }
    return found ?? Array(bytes).withUnsafeBytes { isFound(in: $0) }
  }

  private func isFound(in bytes: UnsafeRawBufferPointer) -> Bool {
    if ignoresCase, needle.contains(where: { $0 >= 0x80 }) {
      // Other scripts fold their case by Unicode's rules.
      return String(decoding: bytes, as: UTF8.self).lowercased().utf8.contains(needle)
    }
    guard bytes.count >= needle.count else { return false }
    let fold: UInt8 = ignoresCase ? 0x20 : 0
    let first = needle[0]
    for start in 0...(bytes.count - needle.count) where same(bytes[start], first, fold) {
      if (1..<needle.count).allSatisfy({ same(bytes[start + $0], needle[$0], fold) }) {
        return true
      }
    }
    return false
  }

  /// Whether bytes are equal, capital letters of ASCII counting as small ones where `fold` is 0x20.
  private func same(_ byte: UInt8, _ wanted: UInt8, _ fold: UInt8) -> Bool {
    if byte == wanted { return true }
    return fold != 0 && (0x41...0x5A).contains(byte) && byte | fold == wanted
  }
}

extension String.UTF8View {
  fileprivate func contains(_ needle: [UInt8]) -> Bool {
    var rest = self[...]
    while rest.count >= needle.count {
      if rest.starts(with: needle) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
