/// Hexadecimal digits, as ASCII.
package enum HexDigits {
  /// The value of a digit of either case; nil for any other byte.
  @inlinable
  package static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The digit of a number's lowest four bits, in lower case.
  @inlinable
  package static func digit(of number: UInt8) -> UInt8 {
    let value = number & 0xF
    return value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &+ value &- 10
  }

  /// The two digits of a byte.
  @inlinable
  package static func pair(of byte: UInt8) -> [UInt8] { [digit(of: byte >> 4), digit(of: byte)] }

  /// A number in all the digits of its type: `0000002a`.
  package static func text(of number: some FixedWidthInteger & UnsignedInteger) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: type(of: number).bitWidth / 4 - digits.count) + digits
  }

  /// The eight digits of a number's lower 32 bits, in lower case, the first in the lowest byte.
  @inlinable
  @inline(__always)
  package static func eight(of number: UInt64) -> UInt64 {
    // A half byte in each byte, in the order of the text.
    var halves = number & 0xFFFF_FFFF
    halves = (halves | halves << 16) & 0x0000_FFFF_0000_FFFF
    halves = (halves | halves << 8) & 0x00FF_00FF_00FF_00FF
    halves = (halves | halves << 4) & 0x0F0F_0F0F_0F0F_0F0F
    // 1 in each byte whose digit is a letter: `a` is 39 above where a numeral of value 10 would be.
    let letters = (halves &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return (halves &+ 0x3030_3030_3030_3030 &+ letters &* 39).byteSwapped
  }
}
