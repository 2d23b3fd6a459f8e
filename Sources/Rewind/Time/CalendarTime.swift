internal import Platform

/// A date and a time of day in a time zone.
public struct CalendarTime: Hashable, Sendable {
  /// The year of the Gregorian calendar.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day of the month, 1 to 31.
  public let day: Int
  /// The hour, 0 to 23.
  public let hour: Int
  /// The minute, 0 to 59.
  public let minute: Int
  /// The second, 0 to 59.
  public let second: Int
  /// The microsecond, 0 to 999,999.
  public let microsecond: Int
  /// The zone's short name at that time: `CET`, `UTC`.
  public let zone: String

  /// The day: `2026-05-01`.
  public var date: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  /// The time of day to the second: `14:34:05`.
  public var clock: String { "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))" }
}

/// The Gregorian calendar, in days since 1970-01-01 (Hinnant's algorithms).
enum CalendarDate {
  /// The day's number; 0 is 1970-01-01.
  ///
  /// The year is between -400,000 and 4,000,000, which is beyond those of any instant.
  @inline(__always)
  static func days(year: Int, month: Int, day: Int) -> Int {
    // The year begins in March, so that the leap day is its last. 400,000 years of 146,097 days for
    // each 400 make all numbers positive; 719,468 days lie between the years 0 and 1970.
    let years = UInt32(truncatingIfNeeded: (month <= 2 ? year &- 1 : year) &+ 400_000)
    let months = UInt32(truncatingIfNeeded: month > 2 ? month &- 3 : month &+ 9)
    let centuries = years / 100
    let days = years &* 365 &+ years / 4 &- centuries &+ centuries / 4 &+ (153 &* months &+ 2) / 5
    return Int(days) &+ day &- (1000 &* 146_097 &+ 719_468 &+ 1)
  }

  /// The date of a day's number.
  static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The number of days of a month.
  static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The instant of a local date and time of day.
  static func localInstant(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, microsecond: Int
  ) -> Timestamp {
    let time = LocalTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    return Timestamp(
      microseconds: Int64(time.secondsSince1970) * 1_000_000 + Int64(microsecond))
  }
}

/// A number with zeros in front, so that it has at least `width` digits.
private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  let zeros = String(repeating: "0", count: max(0, width - digits.count))
  return (number < 0 ? "-" : "") + zeros + digits
}
