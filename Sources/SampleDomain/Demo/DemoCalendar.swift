internal import Rewind

/// The demo's time: the first half of 2026, in UTC.
enum DemoCalendar {
  static let microsecondsPerDay: Int64 = 86_400_000_000
  /// 2026-01-01T00:00:00Z, in microseconds since 1970.
  static let start: Int64 = 1_767_225_600_000_000
  /// From New Year to the last of June.
  static let dayCount = 181
  static let end = start + Int64(dayCount) * microsecondsPerDay
  /// The first days of the months, January's being 0.
  static let monthStarts = [0, 31, 59, 90, 120, 151]
  /// The last days of the months.
  static let monthEnds = [30, 58, 89, 119, 150, 180]

  /// How much goes on in each hour of the day: little at night, most around noon and after work.
  private static let hourWeights = [
    1, 1, 0, 0, 0, 1, 3, 7, 9, 8, 8, 10, 12, 9, 7, 7, 9, 12, 14, 13, 10, 7, 4, 2,
  ]

  static func isWeekend(_ day: Int) -> Bool {
    // 2026-01-01 is a Thursday, three days after a Monday.
    (day + 3) % 7 >= 5
  }

  /// A moment of a day, at an hour people are about.
  static func moment(on day: Int, using random: inout SeededGenerator) -> Int64 {
    moment(on: day, hour: random.pickIndex(weights: hourWeights), using: &random)
  }

  /// A moment within one hour of a day.
  static func moment(on day: Int, hour: Int, using random: inout SeededGenerator) -> Int64 {
    start + Int64(day) * microsecondsPerDay + Int64(hour) * 3_600_000_000
      + Int64(random.number(below: 3_600_000_000))
  }

  /// The date of a day as it is written: `2026-04-30`.
  static func date(of day: Int) -> String {
    String(Timestamp(microseconds: start + Int64(day) * microsecondsPerDay).rfc3339.prefix(10))
  }
}
