import Rewind

/// How exactly a list tells its times.
enum TimePrecision: CaseIterable {
  case minute, second, millisecond, microsecond

  /// The columns of a time of day.
  var clockColumns: Int {
    switch self {
    case .minute: 5
    case .second: 8
    case .millisecond: 12
    case .microsecond: 15
    }
  }

  private var microseconds: Int64 {
    switch self {
    case .minute: 60_000_000
    case .second: 1_000_000
    case .millisecond: 1_000
    case .microsecond: 1
    }
  }

  /// The coarsest that shows neighbours of different times as different; where none has the room for that, the
  /// finest that has room.
  ///
  /// - Parameters:
  ///   - times: of the rows on screen, in their order; nil where a row has none.
  ///   - least: what is told in any case.
  ///   - columns: the room for a time of day.
  static func telling(
    _ times: [Timestamp?], from least: TimePrecision = .minute, columns: Int
  ) -> TimePrecision {
    let fitting = allCases.drop { $0 != least }.filter { $0 == least || $0.clockColumns <= columns }
    let neighbours = zip(times, times.dropFirst())
    return fitting.first { precision in neighbours.allSatisfy { precision.tells($0, $1) } }
      ?? fitting.last ?? least
  }

  private func tells(_ time: Timestamp?, _ next: Timestamp?) -> Bool {
    guard let time, let next, time != next else { return true }
    func unit(_ time: Timestamp) -> Int64 {
      let (quotient, remainder) = time.microseconds.quotientAndRemainder(dividingBy: microseconds)
      return remainder < 0 ? quotient - 1 : quotient
    }
    return unit(time) != unit(next)
  }
}

extension Format {
  /// The time of day: `04:04`, `04:04:05`, `04:04:05.678`.
  static func clock(_ calendar: CalendarTime, _ precision: TimePrecision) -> String {
    switch precision {
    case .minute: return String(calendar.clock.prefix(5))
    case .second: return calendar.clock
    case .millisecond, .microsecond:
      let digits = String(1_000_000 + calendar.microsecond).dropFirst()
      return "\(calendar.clock).\(digits.prefix(precision == .millisecond ? 3 : 6))"
    }
  }

  /// The day and the time of day: `2026-01-02 04:04`.
  static func time(
    _ time: Timestamp, _ precision: TimePrecision, in zone: TimeZoneChoice
  ) -> String {
    let calendar = time.calendar(in: zone)
    return "\(calendar.date) \(clock(calendar, precision))"
  }
}
