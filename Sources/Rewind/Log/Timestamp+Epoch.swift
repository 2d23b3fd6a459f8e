extension Timestamp {
  /// Reads a number of seconds, milliseconds, microseconds or nanoseconds since 1970.
  ///
  /// Which it is follows from its size: seconds up to the year 5138, milliseconds from 1973 on, and
  /// so forth. It is kept to the microsecond. Nil for anything that is no plain number, and
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

  /// Digits with or without a fraction, read exactly and rounded to the nearest microsecond.
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
    var rounding: UInt8 = 0x30
    for (place, digit) in (Array(digits) + Array(fraction)).enumerated() {
      if place == kept { rounding = digit }
      if place < kept { sum = sum * 10 + Int64(digit - 0x30) }
    }
    for _ in 0..<max(0, kept - digits.count - fraction.count) { sum *= 10 }
    if rounding >= 0x35 { sum += 1 }
    return isNegative ? -sum : sum
  }

  /// Any other spelling of a number, such as `1.7e9`.
  private static func microseconds(other text: UnsafeRawBufferPointer) -> Int64? {
    guard let number = (try? JSONText(validating: text))?.double, number.isFinite else {
      return nil
    }
    let factor: Double
    switch abs(number) {
    case ..<1e11: factor = 1e6
    case ..<1e14: factor = 1e3
    case ..<1e17: factor = 1
    default: factor = 1e-3
    }
    return Int64(exactly: (number * factor).rounded())
  }

  /// 0000-01-01T00:00:00Z up to 9999-12-31T23:59:59.999999Z, the range of RFC 3339.
  private static var calendarYears: ClosedRange<Int64> {
    -62_167_219_200_000_000...253_402_300_799_999_999
  }
}
