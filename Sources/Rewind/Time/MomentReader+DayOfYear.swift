/// Days without a year, as lists show them: `Mar 1`, `03-01`, each also with a time of day.
extension MomentReader {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  /// Times that are further apart than this tell nothing of the year that is meant.
  private static let mostYears = 1000

  /// The time on a day of the year in which events are on that day; nil where it is something else.
  ///
  /// Where they are in several years, or in none, it is the day nearest to the current event, or to the last one.
  func dayOfYear() throws(ParsingError) -> Timestamp? {
    guard let times, let (month, day, rest) = monthAndDay() else { return nil }
    let clock = rest.isEmpty ? "00:00" : String(rest)
    guard (1...12).contains(month), let written = fields(clock, { TimeFields(clock: $0) }) else {
      throw problem("a day is like Mar 1 or 03-01, with a time as in Mar 1 14:34")
    }
    let first = times.lowerBound.calendar(in: zone).year
    let last = min(times.upperBound.calendar(in: zone).year, first + Self.mostYears)
    // A year before and after: Feb 29 may be in none of the log's, and Dec 31 can be nearest in the one before.
    let candidates = (first - 1...last + 1).filter { year in
      day >= 1 && day <= CalendarDate.daysInMonth(year: year, month: month)
    }.map { written.instant(year: $0, month: month, day: day, in: zone) }
    let here = context?.time ?? times.upperBound
    func isNearer(_ a: Timestamp, _ b: Timestamp) -> Bool {
      a.microseconds.distance(to: here.microseconds).magnitude
        < b.microseconds.distance(to: here.microseconds).magnitude
    }
    let among = candidates.filter { time in
      let end = rest.isEmpty ? time.adding(seconds: 86_400) : time
      return time <= times.upperBound && end >= times.lowerBound
    }
    guard let time = among.min(by: isNearer) ?? candidates.min(by: isNearer) else {
      throw problem("no year of the log has this day")
    }
    return time
  }

  /// The month, the day, and what is written behind them.
  private func monthAndDay() -> (month: Int, day: Int, rest: Substring)? {
    let words = text.split(separator: " ", maxSplits: 2)
    guard let first = words.first else { return nil }
    let numbers = first.split(separator: "-", omittingEmptySubsequences: false)
    if numbers.count == 2, numbers.allSatisfy({ $0.utf8.count == 2 }),
      let month = number(numbers[0]), let day = number(numbers[1])
    {
      return (month, day, words.dropFirst().joinedRest(of: text))
    }
    guard words.count > 1, first.count >= 3, let day = number(words[1]) else { return nil }
    let month = Self.months.firstIndex { first.lowercased().hasPrefix($0) }
    return month.map { ($0 + 1, day, words.dropFirst(2).joinedRest(of: text)) }
  }
}

extension ArraySlice<Substring> {
  /// What a text has from the first of these words on; nothing where there is none.
  fileprivate func joinedRest(of text: String) -> Substring {
    first.map { text[$0.startIndex...] } ?? ""
  }
}
