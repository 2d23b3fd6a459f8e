internal import Glibc

/// A date and a time of day in the time zone of the system, or of `TZ`.
package struct LocalTime {
  package var year: Int
  /// 1 to 12.
  package var month: Int
  package var day: Int
  package var hour: Int
  package var minute: Int
  package var second: Int
  /// The zone's short name at that time: `CET`.
  package var zone = ""

  package init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The time so many seconds after 1970-01-01T00:00:00Z; nil where the system's calendar does not reach it.
  package init?(secondsSince1970 seconds: Int) {
    var time = time_t(seconds)
    var fields = tm()
    guard localtime_r(&time, &fields) != nil else { return nil }
    self.init(
      year: Int(fields.tm_year) + 1900, month: Int(fields.tm_mon) + 1, day: Int(fields.tm_mday),
      hour: Int(fields.tm_hour), minute: Int(fields.tm_min), second: Int(fields.tm_sec))
    zone = fields.tm_zone.map { String(cString: $0) } ?? ""
  }

  /// The seconds from 1970-01-01T00:00:00Z to this time.
  ///
  /// A time that is skipped when clocks go forward is the instant of that change. Of a time that comes
  /// twice it is the first.
  package var secondsSince1970: Int {
    let asUTC = self.asUTC
    // Clocks are not changed twice within two days.
    let (before, after) = (asUTC - Self.day, asUTC + Self.day)
    let offsets = [Self.offset(at: before), Self.offset(at: after)]
    let found = offsets.map { asUTC - $0 }.filter { asUTC - $0 == Self.offset(at: $0) }
    return found.min() ?? Self.change(between: before, and: after)
  }

  private static let day = 86_400

  /// The seconds from 1970-01-01T00:00:00Z to this time, were it told in UTC.
  private var asUTC: Int {
    var fields = tm()
    fields.tm_year = Int32(clamping: year - 1900)
    fields.tm_mon = Int32(month - 1)
    fields.tm_mday = Int32(day)
    fields.tm_hour = Int32(hour)
    fields.tm_min = Int32(minute)
    fields.tm_sec = Int32(second)
    return timegm(&fields)
  }

  /// How many seconds local time is ahead of UTC at an instant.
  private static func offset(at seconds: Int) -> Int {
    var time = time_t(seconds)
    var fields = tm()
    return localtime_r(&time, &fields) == nil ? 0 : fields.tm_gmtoff
  }

  /// The first instant with another offset than an earlier one has.
  private static func change(between earlier: Int, and later: Int) -> Int {
    let offset = offset(at: earlier)
    var (low, high) = (earlier, later)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if Self.offset(at: middle) == offset { low = middle } else { high = middle }
    }
    return high
  }
}
