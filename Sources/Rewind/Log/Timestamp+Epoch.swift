extension Timestamp {
  /// Reads a number of seconds, milliseconds, microseconds or nanoseconds since 1970.
  ///
  /// Which it is follows from its size: seconds up to the year 5138, milliseconds from 1973 on, and
  /// so forth. A fraction is kept to the microsecond. Nil for anything that is no plain number, and
  /// for times outside the years 0 to 9999, which no calendar here could show.
  init?(epochText text: UnsafeRawBufferPointer) {
    guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite else {
      return nil
    }
    let factor: Double
    switch abs(number) {
    case ..<1e11: factor = 1e6
    case ..<1e14: factor = 1e3
    case ..<1e17: factor = 1
    default: factor = 1e-3
    }
    guard let microseconds = Int64(exactly: (number * factor).rounded()),
      Self.calendarYears.contains(microseconds)
    else { return nil }
    self.init(microseconds: microseconds)
  }

  /// 0000-01-01T00:00:00Z up to 9999-12-31T23:59:59.999999Z, the range of RFC 3339.
  private static var calendarYears: ClosedRange<Int64> {
    -62_167_219_200_000_000...253_402_300_799_999_999
  }
}
