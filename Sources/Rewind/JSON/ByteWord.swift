/// Eight bytes of a text looked at as one number, the first byte lowest.
///
/// A mask has the highest bit of a byte set where the byte is meant. Bytes above the first one meant
/// may be set by mistake (a borrow runs upwards), so only the first may be relied on.
struct ByteWord: Equatable {
  /// The number of bytes in a word.
  static let size = 8

  private let bits: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Reads eight bytes, all of which must belong to the text.
  @inline(__always)
  init(at address: UnsafePointer<UInt8>) {
    bits = UInt64(littleEndian: UnsafeRawPointer(address).loadUnaligned(as: UInt64.self))
  }

  /// Reads fewer than eight bytes, all of which must belong to the text; zeros stand for the rest.
  @inline(__always)
  init(at address: UnsafePointer<UInt8>, count: Int) {
    // Parts that overlap are the same where they do.
    if count >= 4 {
      let (first, last) = (UnsafeRawPointer(address), UnsafeRawPointer(address + (count &- 4)))
      bits =
        UInt64(UInt32(littleEndian: first.loadUnaligned(as: UInt32.self)))
        | Self.byte(count &- 4, UInt32(littleEndian: last.loadUnaligned(as: UInt32.self)))
    } else if count > 0 {
      let (middle, last) = (count &>> 1, count &- 1)
      bits =
        UInt64(address[0]) | Self.byte(middle, address[middle]) | Self.byte(last, address[last])
    } else {
      bits = 0
    }
  }

  /// A word that is zero but for the bits that begin at a byte.
  @inline(__always)
  private static func byte(_ index: Int, _ bits: some FixedWidthInteger) -> UInt64 {
    UInt64(truncatingIfNeeded: bits) &<< UInt64(truncatingIfNeeded: index &* 8)
  }

  /// Meets what ends a plain run in a string under validation: a quote, a backslash, a control
  /// character (also a zero that stands for no byte), or a byte beyond ASCII.
  @inline(__always)
  var endOfPlainRun: UInt64 {
    // With bit 0x02 turned over, the control characters and the quote are the 33 lowest bytes.
    let controlOrQuote = (bits ^ 0x0202_0202_0202_0202) &- 0x2121_2121_2121_2121
    return (controlOrQuote | differenceMinusOne(0x5C) | bits) & Self.highs
  }

  /// Meets what must be escaped in a string: a quote, a backslash or a control character.
  @inline(__always)
  var needingEscape: UInt64 {
    let control = bits &- 0x2020_2020_2020_2020
    return (control | differenceMinusOne(0x22) | differenceMinusOne(0x5C)) & ~bits & Self.highs
  }

  /// Meets a quote or a backslash.
  @inline(__always)
  var quoteOrBackslash: UInt64 {
    (differenceMinusOne(0x22) | differenceMinusOne(0x5C)) & ~bits & Self.highs
  }

  /// Meets a quote, a bracket or a brace.
  @inline(__always)
  var quoteOrBracket: UInt64 {
    // With bit 0x20 set, both openings are 0x7B and both closings 0x7D.
    let folded = bits | 0x2020_2020_2020_2020
    let opening = (folded ^ 0x7B7B_7B7B_7B7B_7B7B) &- Self.ones
    let closing = (folded ^ 0x7D7D_7D7D_7D7D_7D7D) &- Self.ones
    return (differenceMinusOne(0x22) | opening | closing) & ~bits & Self.highs
  }

  /// Whether the bytes of a text are those of another.
  @inline(__always)
  static func areSame(
    _ text: UnsafeBufferPointer<UInt8>, _ other: UnsafePointer<UInt8>, count: Int
  ) -> Bool {
    guard text.count == count, var a = text.baseAddress else { return text.count == count }
    var (b, rest) = (other, count)
    while rest >= size {
      guard ByteWord(at: a) == ByteWord(at: b) else { return false }
      (a, b, rest) = (a + size, b + size, rest &- size)
    }
    return ByteWord(at: a, count: rest) == ByteWord(at: b, count: rest)
  }

  /// The place of the first byte a mask means, which must mean one.
  @inline(__always)
  static func firstIndex(in mask: UInt64) -> Int { mask.trailingZeroBitCount &>> 3 }

  /// Has a high bit where an ASCII byte equals `byte`.
  @inline(__always)
  private func differenceMinusOne(_ byte: UInt64) -> UInt64 {
    (bits ^ (byte &* Self.ones)) &- Self.ones
  }
}
