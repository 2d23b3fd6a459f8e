/// The reference log's time, which only goes on; it writes itself without asking a calendar each time.
struct ReferenceClock {
  private static let microsecondsPerDay = 86_400_000_000

  /// Since 1970-01-01T00:00:00Z.
  private(set) var microseconds = 1_735_689_600_000_000  // 2025-01-01T00:00:00Z
  private var year = 2025
  private var month = 1
  private var day = 1

  mutating func advance(by step: Int) {
    let before = microseconds / Self.microsecondsPerDay
    microseconds += step
    for _ in before..<microseconds / Self.microsecondsPerDay {
      goToNextDay()
    }
  }

  private mutating func goToNextDay() {
    day += 1
    guard day > daysInMonth else { return }
    day = 1
    month += 1
    guard month > 12 else { return }
    month = 1
    year += 1
  }

  private var daysInMonth: Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Writes `2025-01-02T03:04:05.678901Z`.
  func write(to buffer: inout LineBuffer) {
    let ofDay = microseconds % Self.microsecondsPerDay
    let seconds = ofDay / 1_000_000
    buffer.add(year, digits: 4)
    buffer.add(UInt8(ascii: "-"))
    buffer.add(month, digits: 2)
    buffer.add(UInt8(ascii: "-"))
    buffer.add(day, digits: 2)
    buffer.add(UInt8(ascii: "T"))
    buffer.add(seconds / 3600, digits: 2)
    buffer.add(UInt8(ascii: ":"))
    buffer.add(seconds / 60 % 60, digits: 2)
    buffer.add(UInt8(ascii: ":"))
    buffer.add(seconds % 60, digits: 2)
    buffer.add(UInt8(ascii: "."))
    buffer.add(ofDay % 1_000_000, digits: 6)
    buffer.add(UInt8(ascii: "Z"))
  }
}
