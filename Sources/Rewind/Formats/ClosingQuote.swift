/// Finds the quote that closes a JSON text, byte by byte.
struct ClosingQuote {
  private var isEscaped = false

  /// Takes the next byte of the text; true for the quote that closes it.
  mutating func isClosed(by byte: UInt8) -> Bool {
    if isEscaped {
      isEscaped = false
      return false
    }
    isEscaped = byte == UInt8(ascii: "\\")
    return byte == UInt8(ascii: "\"")
  }
}
