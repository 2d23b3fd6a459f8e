import Rewind

/// How numbers and times are written on screen.
package enum Format {
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

  /// `12 of 44 match`.
  static func matching(_ number: Int, of all: Int) -> String {
    "\(grouped(number)) of \(grouped(all)) match\(number == 1 ? "es" : "")"
  }

  /// `v45`, `v45 and v46`, `v45, v46 and 3 more`.
  package static func few(_ numbers: [Int], _ text: (Int) -> String) -> String {
    guard numbers.count > 2 else { return numbers.map(text).joined(separator: " and ") }
    let first = numbers.prefix(2).map(text).joined(separator: ", ")
    return "\(first) and \(grouped(numbers.count - 2)) more"
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

  /// `45%` of a whole that is 1.
  static func percentage(_ fraction: Double) -> String {
    "\(fraction.isFinite ? Int(max(0, min(1, fraction)) * 100) : 0)%"
  }

  /// `412k/s`.
  static func rate(_ perSecond: Double) -> String {
    guard perSecond.isFinite, perSecond >= 0, perSecond < 1e12 else { return "" }
    if perSecond >= 10_000_000 { return "\(Int(perSecond / 1_000_000))M/s" }
    if perSecond >= 1_000_000 {
      let tenths = Int(perSecond / 100_000)
      return "\(tenths / 10).\(tenths % 10)M/s"
    }
    if perSecond >= 10_000 { return "\(Int(perSecond / 1000))k/s" }
    return "\(grouped(Int(perSecond)))/s"
  }

  /// `12 s left`, `3:12 left`, `1:02:33 left`; nothing where it cannot be told.
  static func timeLeft(_ seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s left" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 3600 { return "\(whole / 60):\(two(whole % 60)) left" }
    return "\(grouped(whole / 3600)):\(two(whole / 60 % 60)):\(two(whole % 60)) left"
  }

  /// `2026-01-02 04:04:05 CET`.
  static func moment(_ time: Timestamp, in zone: TimeZoneChoice) -> String {
    let calendar = time.calendar(in: zone)
    return "\(calendar.date) \(calendar.clock) \(calendar.zone)"
  }

  /// `2026-01-02 04:04`.
  static func minute(_ time: Timestamp, in zone: TimeZoneChoice) -> String {
    Format.time(time, .minute, in: zone)
  }

  /// `Jan 2`.
  static func day(_ calendar: CalendarTime) -> String {
    "\(months[calendar.month - 1]) \(calendar.day)"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
