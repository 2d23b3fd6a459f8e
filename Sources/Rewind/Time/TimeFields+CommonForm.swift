extension TimeFields {
  /// The length of `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
  static let commonLength = 27

  /// Reads `YYYY-MM-DDTHH:MM:SS.ffffffZ`, the form Rewind itself writes, eight bytes at a time.
  ///
  /// - Parameter p: ``commonLength`` bytes.
  /// - Returns: Nil where it is another form or no time.
  @inline(__always)
  init?(common p: UnsafeRawPointer) {
    // "YYYY-MM-", "DDTHH:MM", ".ffffffZ" and, for the seconds, the overlapping "MM:SS.ff".
    guard let date = DigitPairs(p, .date), let clock = DigitPairs(p + 8, .clock),
      let seconds = DigitPairs(p + 14, .seconds), let fraction = DigitPairs(p + 19, .fraction)
    else { return nil }
    self.init(
      year: date[0] &* 100 &+ date[2], month: date[5], day: clock[0], hour: clock[3],
      minute: clock[6], second: seconds[3],
      microsecond: fraction[1] &* 10_000 &+ fraction[3] &* 100 &+ fraction[5])
    guard isDate, isClock else { return nil }
  }
}

/// Eight bytes that have the shape of a pattern, and the numbers that its digits make in pairs.
private struct DigitPairs {
  /// What eight bytes must look like.
  struct Pattern {
    /// The bytes, the first one lowest, `0` for any digit.
    let text: UInt64
    /// For each byte, what takes the difference from `text` to 0x80 or beyond when it is too large:
    /// 0x76 for a digit, 0x7F for a byte that must be the same.
    let slack: UInt64

    static let date = Pattern(text: 0x2D30_302D_3030_3030, slack: 0x7F76_767F_7676_7676)
    static let clock = Pattern(text: 0x3030_3A30_3054_3030, slack: 0x7676_7F76_767F_7676)
    static let seconds = Pattern(text: 0x3030_2E30_303A_3030, slack: 0x7676_7F76_767F_7676)
    static let fraction = Pattern(text: 0x5A30_3030_3030_302E, slack: 0x7F76_7676_7676_767F)
  }

  private let pairs: UInt64

  @inline(__always)
  init?(_ p: UnsafeRawPointer, _ pattern: Pattern) {
    let digits = UInt64(littleEndian: p.loadUnaligned(as: UInt64.self)) ^ pattern.text
    // A byte whose sum runs over into the next is 0x81 or beyond, and so is seen itself.
    guard (digits &+ pattern.slack | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
    // No byte exceeds 99.
    pairs = digits &* 10 &+ digits &>> 8
  }

  /// The number made of the digits at a place and the next.
  @inline(__always)
  subscript(place: Int) -> Int {
    Int(truncatingIfNeeded: pairs &>> UInt64(truncatingIfNeeded: place &* 8) & 0xFF)
  }
}
