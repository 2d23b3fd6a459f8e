extension Timestamp {
  /// Reads a number of seconds, milliseconds, microseconds or nanoseconds since 1970.
  ///
  /// Which it is follows from its size: seconds up to the year 5138, milliseconds from 1973 on, and
  /// so forth. A fraction is kept to the microsecond. Nil for anything that is no plain number.
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
    guard let microseconds = Int64(exactly: (number * factor).rounded()) else { return nil }
    self.init(microseconds: microseconds)
  }
}
