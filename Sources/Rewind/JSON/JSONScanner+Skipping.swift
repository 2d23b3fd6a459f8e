extension JSONScanner {
  /// Finds the end of a string without judging what is in it.
  ///
  /// Nothing at or after `end` is read.
  ///
  /// - Parameters:
  ///   - p: The text.
  ///   - start: The index after the opening quote.
  ///   - end: The index after the text's last byte.
  /// - Returns: The index of the closing quote; nil where the text ends first.
  @inline(__always)
  package static func endOfString(
    in p: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    var i = start
    while true {
      i = quoteOrBackslash(in: p, from: i, to: end)
      guard i < end else { return nil }
      if p[i] == UInt8(ascii: "\"") { return i }
      i &+= 2
    }
  }

  /// The index of the first quote or backslash; `end` or beyond where there is none.
  @inline(__always)
  static func quoteOrBackslash(
    in p: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    var at = p + start
    while p + end - at >= ByteWord.size {
      let stop = ByteWord(at: at).quoteOrBackslash
      if stop != 0 { return at + ByteWord.firstIndex(in: stop) - p }
      at += ByteWord.size
    }
    return at - p + quoteOrBackslash(inShort: at, count: p + end - at)
  }

  /// The same where fewer than eight bytes are left.
  @inline(never)
  private static func quoteOrBackslash(inShort p: UnsafePointer<UInt8>, count: Int) -> Int {
    ByteWord.firstIndex(in: ByteWord(at: p, count: count).quoteOrBackslash)
  }

  /// Finds the end of a value without judging what is in it: brackets are counted, not matched.
  ///
  /// Nothing at or after `end` is read.
  ///
  /// - Parameters:
  ///   - p: The text.
  ///   - start: The index of the value's first byte.
  ///   - end: The index after the text's last byte.
  /// - Returns: The index after the value; nil where the text ends first, or no value starts here.
  @inline(__always)
  package static func endOfValue(
    in p: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    guard start < end else { return nil }
    switch p[start] {
    case UInt8(ascii: "\""):
      guard let quote = endOfString(in: p, from: start &+ 1, to: end) else { return nil }
      return quote &+ 1
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return endOfContainer(in: p, from: start, to: end)
    default:
      var i = start
      while i < end, p[i] &- UInt8(ascii: "0") < 10 || !endsScalar(p[i]) { i &+= 1 }
      return i == start ? nil : i
    }
  }

  /// Whether a byte cannot belong to a number or a literal: a space, `,`, `:`, `]` or `}`.
  @inline(__always)
  private static func endsScalar(_ byte: UInt8) -> Bool {
    // With bit 0x20 set, both closings are 0x7D.
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") || byte | 0x20 == 0x7D
  }

  private static func endOfContainer(
    in p: UnsafePointer<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    var depth = 0
    var i = start
    while true {
      while i &+ ByteWord.size <= end {
        let stop = ByteWord(at: p + i).quoteOrBracket
        if stop != 0 {
          i &+= ByteWord.firstIndex(in: stop)
          break
        }
        i &+= ByteWord.size
      }
      guard i < end else { return nil }
      switch p[i] {
      case UInt8(ascii: "\""):
        guard let quote = endOfString(in: p, from: i &+ 1, to: end) else { return nil }
        i = quote
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth &+= 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth &-= 1
        if depth == 0 { return i &+ 1 }
      default: break
      }
      i &+= 1
    }
  }
}
