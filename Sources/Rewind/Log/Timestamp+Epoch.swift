extension Timestamp {
  /// Reads a number of seconds, milliseconds, microseconds or nanoseconds since 1970, or of .NET's ticks, which are
  /// 100 ns since the year 1; and the name of an entry in a stream of Redis, whose milliseconds have a number behind
  /// them: `1772352000000-0`.
  ///
  /// Which it is follows from its size: seconds up to the year 5138, milliseconds from 1973 on, and
  /// so forth; nanoseconds from 1989-08-25 to 1990-12-01 would look as ticks of the years 1965 to 2092 do, and
  /// are taken for those. It is cut to the microsecond, toward the past. Nil for anything that is no plain number, and
  /// for times outside the years 0 to 9999, which no calendar here could show.
  init?(epochText text: UnsafeRawBufferPointer) {
    guard
      let microseconds = Self.microseconds(ticks: text) ?? Self.microseconds(decimal: text)
        ?? Self.microseconds(other: text) ?? Self.microseconds(entry: text),
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
    var place = isNegative ? 1 : 0
    let point = endOfDigits(in: text, from: place)
    guard point > place, point == text.count || isFraction(text, from: point) else { return nil }
    while place < point, text[place] == 0x30 { place += 1 }
    guard let unit = units.first(where: { point - place <= $0.digits }) else { return nil }
    var missing = point - place + unit.power
    var sum: Int64 = 0
    var isCut = false
    while place < text.count {
      if place != point, missing > 0 {
        sum = sum * 10 + Int64(text[place] - 0x30)
        missing -= 1
      } else if place != point, text[place] != 0x30 {
        isCut = true
      }
      place += 1
    }
    for _ in 0..<missing { sum *= 10 }
    return isNegative ? -sum - (isCut ? 1 : 0) : sum
  }

  /// Whether the rest of a text is a point and digits.
  private static func isFraction(_ text: UnsafeRawBufferPointer, from point: Int) -> Bool {
    text[point] == UInt8(ascii: ".") && point + 1 < text.count
      && endOfDigits(in: text, from: point + 1) == text.count
  }

  private static func endOfDigits(in text: UnsafeRawBufferPointer, from start: Int) -> Int {
    var end = start
    while end < text.count, 0x30...0x39 ~= text[end] { end += 1 }
    return end
  }

  /// Ticks of .NET, by their size.
  private static func microseconds(ticks text: UnsafeRawBufferPointer) -> Int64? {
    guard text.count == 18, text.allSatisfy({ 0x30...0x39 ~= $0 }),
      case let ticks = text.reduce(Int64(0), { $0 * 10 + Int64($1 - 0x30) }),
      ticksOfToday.contains(ticks)
    else { return nil }
    return (ticks - ticksOf1970) / 10
  }

  private static var ticksOfToday: Range<Int64> {
    620_000_000_000_000_000..<660_000_000_000_000_000
  }
  private static var ticksOf1970: Int64 { 621_355_968_000_000_000 }

  /// Milliseconds with the number of an entry of that millisecond behind them.
  private static func microseconds(entry text: UnsafeRawBufferPointer) -> Int64? {
    let whole = text.prefix { 0x30...0x39 ~= $0 }
    let behind = text[whole.endIndex...]
    guard whole.count == 13, behind.count >= 2, behind.first == UInt8(ascii: "-"),
      behind.dropFirst().allSatisfy({ 0x30...0x39 ~= $0 })
    else { return nil }
    return microseconds(decimal: UnsafeRawBufferPointer(rebasing: whole))
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
