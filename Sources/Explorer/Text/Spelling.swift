import Rewind

/// How numbers and times are spelled on screen.
package enum Spelling {
  /// `12,345`.
  package static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `1 event`, `12,345 events`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A chart's number: grouped where it is whole, else with at most six significant digits.
  static func value(_ number: Double) -> String {
    if let whole = Int(exactly: number) { return grouped(whole) }
    let text = "\(number)"
    guard let point = text.firstIndex(of: "."), !text.contains("e") else { return text }
    let decimals = max(0, 6 - text.distance(from: text.startIndex, to: point))
    guard decimals > 0, text.distance(from: point, to: text.endIndex) - 1 > decimals else {
      return text
    }
    return String(text[..<text.index(point, offsetBy: decimals + 1)])
  }

  /// `2026-01-02 04:04:05 CET`.
  static func moment(_ time: Timestamp, in zone: TimeZoneChoice) -> String {
    let calendar = time.calendar(in: zone)
    return "\(calendar.date) \(calendar.clock) \(calendar.zone)"
  }

  /// `2026-01-02 04:04`.
  static func minute(_ time: Timestamp, in zone: TimeZoneChoice) -> String {
    let calendar = time.calendar(in: zone)
    return "\(calendar.date) \(calendar.clock.prefix(5))"
  }

  /// `Jan 2`.
  static func day(_ calendar: CalendarTime) -> String {
    "\(months[calendar.month - 1]) \(calendar.day)"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
