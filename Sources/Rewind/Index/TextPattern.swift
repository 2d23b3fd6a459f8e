/// A text to look for: a substring, in any case unless it has a capital letter (smart case).
public struct TextPattern: Hashable, Sendable {
  /// The text as it was typed, without the leading `!`.
  public let text: String
  /// Whether it is what does *not* contain the text that matches: typed as a leading `!`.
  public let isInverted: Bool
  private let needle: [UInt8]
  private let ignoresCase: Bool
  private let isASCII: Bool

  /// Reads a pattern as a person types it; nil where there is nothing to look for.
  public init?(typed: some StringProtocol) {
    let isInverted = typed.first == "!"
    self.init(String(isInverted ? typed.dropFirst() : typed[...]), isInverted: isInverted)
  }

  /// A pattern of a text, a leading `!` being part of it; nil where it is empty.
  public init?(_ text: String, isInverted: Bool = false) {
    guard !text.isEmpty else { return nil }
    self.text = text
    self.isInverted = isInverted
    ignoresCase = text == text.lowercased()
    needle = Array(text.utf8)
    isASCII = needle.allSatisfy { $0 < 0x80 }
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
    let found = bytes.withContiguousStorageIfAvailable { place(in: UnsafeRawBufferPointer($0)) }
    return (found ?? Array(bytes).withUnsafeBytes { place(in: $0) }) != nil
  }
}

extension TextPattern {
  /// Where the text begins in bytes of UTF-8, inverted or not; nil where it is not in them.
  ///
  /// Where it has letters beyond ASCII, and case does not count, it is the place in the small letters.
  package func place(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard ignoresCase, !isASCII else { return place(in: bytes, fold: ignoresCase ? 0x20 : 0) }
    // Other scripts fold their case by Unicode's rules.
    var small = String(decoding: bytes, as: UTF8.self).lowercased()
    return small.withUTF8 { place(in: UnsafeRawBufferPointer($0), fold: 0) }
  }

  private func place(in bytes: UnsafeRawBufferPointer, fold: UInt8) -> Int? {
    guard bytes.count >= needle.count else { return nil }
    return needle.withUnsafeBufferPointer { needle in
      for start in 0...(bytes.count - needle.count) where same(bytes[start], needle[0], fold) {
        if (1..<needle.count).allSatisfy({ same(bytes[start + $0], needle[$0], fold) }) {
          return start
        }
      }
      return nil
    }
  }

  /// Whether bytes are equal, capital letters of ASCII counting as small ones where `fold` is 0x20.
  @inline(__always)
  private func same(_ byte: UInt8, _ wanted: UInt8, _ fold: UInt8) -> Bool {
    if byte == wanted { return true }
    return fold != 0 && (0x41...0x5A).contains(byte) && byte | fold == wanted
  }
}
