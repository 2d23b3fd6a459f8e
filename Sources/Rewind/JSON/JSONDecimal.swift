/// A JSON number taken apart: its digits as an integer, and the power of ten to multiply it by.
///
/// It reads from the text it was made of, and must not outlive it.
struct JSONDecimal {
  private let isNegative: Bool
  /// The digits as an integer; meaningless where they overflow.
  private let significand: UInt64
  private let significandOverflows: Bool
  private let exponent: Int
  private let text: UnsafeBufferPointer<UInt8>

  /// Reads a valid number; nil where the text is something else.
  @inline(__always)
  init?(_ p: UnsafePointer<UInt8>, count: Int) {
    text = UnsafeBufferPointer(start: p, count: count)
    isNegative = p[0] == UInt8(ascii: "-")
    let end = p + count
    let start = isNegative ? p + 1 : p
    var at = start
    var digits: UInt64 = 0
    while at < end, case let digit = at[0] &- UInt8(ascii: "0"), digit < 10 {
      digits = digits &* 10 &+ UInt64(digit)
      at += 1
    }
    guard at > start else { return nil }
    if at == end, end - start < 20 {  // 19 digits always fit
      (significand, exponent, significandOverflows) = (digits, 0, false)
    } else {
      (significand, exponent, significandOverflows) = Self.slowParts(start, end - start)
    }
  }

  private static func slowParts(
    _ p: UnsafePointer<UInt8>, _ count: Int
  ) -> (significand: UInt64, exponent: Int, overflows: Bool) {
    var significand: UInt64 = 0
    var overflows = false
    var exponent = 0
    var zerosHeldBack = 0  // trailing zeros count only if another digit follows
    var isFraction = false
    var i = 0
    while i < count, p[i] | 0x20 != UInt8(ascii: "e") {
      let digit = p[i] &- UInt8(ascii: "0")
      i += 1
      guard digit < 10 else {
        isFraction = true
        continue
      }
      if isFraction { exponent -= 1 }
      if digit == 0 {
        zerosHeldBack += 1
        continue
      }
      for factor in repeatElement(UInt64(10), count: significand == 0 ? 1 : zerosHeldBack + 1) {
        let (product, overflow) = significand.multipliedReportingOverflow(by: factor)
        (significand, overflows) = (product, overflows || overflow)
        if overflows { break }
      }
      zerosHeldBack = 0
      let (sum, overflow) = significand.addingReportingOverflow(UInt64(digit))
      (significand, overflows) = (sum, overflows || overflow)
      if overflows { break }
    }
    while i < count, p[i] | 0x20 != UInt8(ascii: "e") { i += 1 }
    exponent += zerosHeldBack
    if i < count { exponent += writtenExponent(p + i + 1, count - i - 1) }
    return (significand, significand == 0 && !overflows ? 0 : exponent, overflows)
  }

  /// The number after the `e`, kept within bounds no text's length comes near.
  private static func writtenExponent(_ p: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var exponent = 0
    for i in 0..<count where p[i] &- UInt8(ascii: "0") < 10 {
      exponent = min(exponent * 10 + Int(p[i] - UInt8(ascii: "0")), 1 << 52)
    }
    return count > 0 && p[0] == UInt8(ascii: "-") ? -exponent : exponent
  }

  /// The number where it is an integer that fits.
  @inline(__always)
  var int: Int? {
    guard !significandOverflows else { return nil }
    if exponent == 0, significand <= UInt64(Int.max) {
      return isNegative ? 0 &- Int(significand) : Int(significand)
    }
    return scaledInt
  }

  private var scaledInt: Int? {
    // Trailing zeros are in the exponent unless it is 0, so a negative one leaves a fraction.
    guard exponent >= 0, exponent < 20 else { return nil }
    var magnitude = significand
    for _ in 0..<exponent {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      magnitude = product
    }
    if isNegative, magnitude == UInt64(Int.max) + 1 { return .min }
    guard let positive = Int(exactly: magnitude) else { return nil }
    return isNegative ? -positive : positive
  }

  /// The nearest double; infinite where the number is beyond all doubles.
  @inline(__always)
  var double: Double {
    // Both factors are exact, so one rounding gives the nearest (Clinger's fast path).
    if !significandOverflows, significand < 1 << 53, -22...22 ~= exponent {
      let magnitude =
        exponent < 0
        ? Double(significand) / Self.powersOfTen[-exponent]
        : Double(significand) * Self.powersOfTen[exponent]
      return isNegative ? -magnitude : magnitude
    }
    return Double(String(decoding: text, as: UTF8.self)) ?? .nan
  }

  /// All digits, whatever their number, in a form that is the same for the same number.
  var digits: Digits {
    var digits: [UInt8] = []
    var exponent = 0
    var isFraction = false
    let mantissaEnd = text.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? text.count
    for byte in text[..<mantissaEnd] where byte != UInt8(ascii: "-") {
      guard byte != UInt8(ascii: ".") else {
        isFraction = true
        continue
      }
      if isFraction { exponent -= 1 }
      if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte) }
    }
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      exponent += 1
    }
    guard !digits.isEmpty, let base = text.baseAddress else {
      return Digits(isNegative: false, digits: [], exponent: 0)
    }
    if mantissaEnd < text.count {
      exponent += Self.writtenExponent(base + mantissaEnd + 1, text.count - mantissaEnd - 1)
    }
    return Digits(isNegative: isNegative, digits: digits, exponent: exponent)
  }

  /// A number's digits without zeros around them, and the power of ten to multiply them by.
  struct Digits: Equatable {
    let isNegative: Bool
    let digits: [UInt8]
    let exponent: Int
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
