extension Timestamp {
  /// Reads a number of seconds, milliseconds, microseconds or nanoseconds since 1970.
  ///
  /// Which it is follows from its size: seconds up to the year 5138, milliseconds from 1973 on, and
  /// so forth. It is cut to the microsecond, toward the past. Nil for anything that is no plain number, and
  /// for times outside the years 0 to 9999, which no calendar here could show.
  init?(epochText text: UnsafeRawBufferPointer) {
    guard let microseconds = Self.microseconds(decimal: text) ?? Self.microseconds(other: text),
      Self.calendarYears.contains(microseconds)
    else { return nil }
    self.init(microseconds: microseconds)
  }

  /// How many digits a whole number has up to which it is seconds, milliseconds, microseconds, each
  /// with the power of ten that makes microseconds of it.
  private static let units: [(digits: Int, power: Int)] = [(11, 6), (14, 3), (17, 0), (19, -3)]

  /// Digits with or without a fraction, read exactly and cut toward the past.
  private static func microseconds(decimal text: UnsafeRawBufferPointer) -> Int64? {
    let isNegative = text.first == UInt8(ascii: "-")
    let number = text.dropFirst(isNegative ? 1 : 0)
    let whole = number.prefix { 0x30...0x39 ~= $0 }
    let fraction = number[whole.endIndex...].dropFirst()
    let point = number[whole.endIndex...].first
    guard !whole.isEmpty, point == nil || point == UInt8(ascii: ".") && !fraction.isEmpty,
      fraction.allSatisfy({ 0x30...0x39 ~= $0 })
    else { return nil }
    let digits = whole.drop { $0 == 0x30 }
    guard let unit = units.first(where: { digits.count <= $0.digits }) else { return nil }
    let kept = digits.count + unit.power
    var sum: Int64 = 0
    var isCut = false
    for (place, digit) in (Array(digits) + Array(fraction)).enumerated() {
      if place < kept {
        sum = sum * 10 + Int64(digit - 0x30)
      } else if digit != 0x30 {
        isCut = true
      }
    }
    for _ in 0..<max(0, kept - digits.count - fraction.count) { sum *= 10 }
    return isNegative ? -sum - (isCut ? 1 : 0) : sum
  }

  /// A number with an exponent, such as `1.7e9`, spelled without it.
  private static func microseconds(other text: UnsafeRawBufferPointer) -> Int64? {
    guard let mark = text.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }),
      (try? JSONText(validating: text)) != nil,
      let exponent = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)),
      abs(exponent) <= longestExponent
    else { return nil }
    let sign = text.prefix { $0 == UInt8(ascii: "-") }
    let number = text[sign.endIndex..<mark]
    let whole = number.prefix { $0 != UInt8(ascii: ".") }
    let zeros = [UInt8](repeating: 0x30, count: abs(exponent))
    // Zeros at both ends, so that the point can go wherever the exponent says.
    let digits = zeros + whole + number[whole.endIndex...].dropFirst() + zeros
    let point = zeros.count + whole.count + exponent
    let plain = Array(sign) + digits[..<point] + [UInt8(ascii: ".")] + digits[point...] + [0x30]
    return plain.withUnsafeBytes { microseconds(decimal: $0) }
  }

  /// No time has a greater exponent.
  private static let longestExponent = 40

  /// 0000-01-01T00:00:00Z up to 9999-12-31T23:59:59.999999Z, the range of RFC 3339.
  private static var calendarYears: ClosedRange<Int64> {
    -62_167_219_200_000_000...253_402_300_799_999_999
  }
}
