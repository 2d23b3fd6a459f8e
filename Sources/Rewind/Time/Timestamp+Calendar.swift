internal import Platform

extension Timestamp {
  /// The date and the time of day of this instant in a time zone.
  public func calendar(in zone: TimeZoneChoice) -> CalendarTime {
    let (seconds, microsecond) = wholeSeconds
    if zone == .local, let time = Self.local(seconds, microsecond) { return time }
    let (days, clock) = seconds.flooredDivision(by: 86_400)
    let date = CalendarDate.date(days: days)
    return CalendarTime(
      year: date.year, month: date.month, day: date.day, hour: clock / 3600,
      minute: clock / 60 % 60, second: clock % 60, microsecond: microsecond, zone: "UTC")
  }

  /// The instant `seconds` later, earlier where negative.
  func adding(seconds: Int) -> Timestamp {
    let (delta, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
    let (sum, sumOverflow) = microseconds.addingReportingOverflow(delta)
    if overflow || sumOverflow { return Timestamp(microseconds: seconds < 0 ? .min : .max) }
    return Timestamp(microseconds: sum)
  }

  private var wholeSeconds: (Int, microsecond: Int) {
    let (seconds, microsecond) = Int(microseconds).flooredDivision(by: 1_000_000)
    return (seconds, microsecond)
  }

  private static func local(_ seconds: Int, _ microsecond: Int) -> CalendarTime? {
    guard let time = LocalTime(secondsSince1970: seconds) else { return nil }
    return CalendarTime(
      year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
      second: time.second, microsecond: microsecond, zone: time.zone)
  }
}

extension TimeFields {
  /// The instant, by the offset that is written, or in a time zone where none is.
  ///
  /// A local time that is skipped when clocks go forward is the instant of that change; one that comes
  /// twice is the first of the two.
  func instant(in zone: TimeZoneChoice) -> Timestamp {
    if zone == .utc || offsetSeconds != nil {
      return instant(offsetSeconds: offsetSeconds ?? 0)
    }
    return CalendarDate.localInstant(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      microsecond: microsecond)
  }

  /// The instant of this time of day on a date that exists.
  func instant(year: Int, month: Int, day: Int, in zone: TimeZoneChoice) -> Timestamp {
    guard zone == .local else {
      let days = CalendarDate.days(year: year, month: month, day: day)
      let clock = hour * 3600 + minute * 60 + second
      return Timestamp(microseconds: Int64((days * 86_400 + clock) * 1_000_000 + microsecond))
    }
    return CalendarDate.localInstant(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      microsecond: microsecond)
  }

  /// The instant of this time of day on the day of `time`, `daysBefore` days earlier.
  func instant(onDayOf time: CalendarTime, daysBefore: Int, in zone: TimeZoneChoice) -> Timestamp {
    let days = CalendarDate.days(year: time.year, month: time.month, day: time.day) - daysBefore
    let date = CalendarDate.date(days: days)
    return instant(year: date.year, month: date.month, day: date.day, in: zone)
  }
}

extension Int {
  /// Quotient and remainder, rounded so that the remainder is never negative.
  func flooredDivision(by divisor: Int) -> (Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
