/// A date, a time of day and an offset as they are written.
struct TimeFields {
  private(set) var year = 0
  private(set) var month = 1
  private(set) var day = 1
  private(set) var hour = 0
  private(set) var minute = 0
  private(set) var second = 0
  private(set) var microsecond = 0
  /// Seconds east of UTC; nil where none is written.
  private(set) var offsetSeconds: Int?
  /// Whether a time of day is written.
  private(set) var hasClock = false

  /// Reads `YYYY-MM-DD`, with or without a time of day after it; nil where there is no such date or time.
  init?(_ text: UnsafeRawBufferPointer) {
    guard text.count >= 10 else { return nil }
    guard let year = digits(text, 0, 4), text[4] == UInt8(ascii: "-"),
      let month = digits(text, 5, 2), text[7] == UInt8(ascii: "-"),
      let day = digits(text, 8, 2)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    guard isDate else { return nil }
    if text.count == 10 { return }
    guard [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(text[10]),
      let clockEnd = readClock(text, from: 11), readOffset(text, from: clockEnd)
    else { return nil }
  }

  /// A time of day alone, `14:34`, with or without seconds and a fraction; nil where there is no such time.
  init?(clock text: UnsafeRawBufferPointer) {
    self.init()
    guard readClock(text, from: 0) == text.count else { return nil }
  }

  private init() {}

  /// A time in UTC, not checked.
  @inline(__always)
  init(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, microsecond: Int
  ) {
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
    self.microsecond = microsecond
    offsetSeconds = 0
    hasClock = true
  }

  /// The instant, for a time that is so many seconds east of UTC.
  @inline(__always)
  func instant(offsetSeconds: Int) -> Timestamp {
    let seconds =
      CalendarDate.days(year: year, month: month, day: day) &* 86_400
      &+ (hour &* 3600 &+ minute &* 60 &+ second) &- offsetSeconds
    return Timestamp(microseconds: Int64(seconds &* 1_000_000 &+ microsecond))
  }

  /// Whether the date exists.
  @inline(__always)
  var isDate: Bool {
    1...12 ~= month && day >= 1
      && (day <= 28 || day <= CalendarDate.daysInMonth(year: year, month: month))
  }

  /// Whether the time of day exists; the second 60 is a leap second.
  @inline(__always)
  var isClock: Bool { hour < 24 && minute < 60 && second <= 60 }

  /// Reads a time of day; returns the index after it, nil where there is none.
  private mutating func readClock(_ text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard start + 5 <= text.count, let hour = digits(text, start, 2),
      text[start + 2] == UInt8(ascii: ":"), let minute = digits(text, start + 3, 2)
    else { return nil }
    (self.hour, self.minute) = (hour, minute)
    var i = start + 5
    if i < text.count, text[i] == UInt8(ascii: ":") {
      guard let second = digits(text, i + 1, 2) else { return nil }
      self.second = second
      i += 3
      if i < text.count, text[i] == UInt8(ascii: ".") || text[i] == UInt8(ascii: ",") {
        let fractionStart = i + 1
        i = fractionStart
        var unit = 100_000
        while i < text.count, let digit = digits(text, i, 1) {
          microsecond += digit * unit
          unit /= 10
          i += 1
        }
        if i == fractionStart { return nil }
      }
    }
    hasClock = true
    return isClock ? i : nil
  }

  /// Reads `Z`, `+02:00`, `+0200`, `+02` or nothing up to the end; answers whether it was that.
  private mutating func readOffset(_ text: UnsafeRawBufferPointer, from start: Int) -> Bool {
    if start == text.count { return true }
    let sign: Int
    switch text[start] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      offsetSeconds = 0
      return start + 1 == text.count
    case UInt8(ascii: "+"): sign = 1
    case UInt8(ascii: "-"): sign = -1
    default: return false
    }
    guard start + 3 <= text.count, let hours = digits(text, start + 1, 2), hours < 24 else {
      return false
    }
    var i = start + 3
    var minutes = 0
    if i < text.count {
      if text[i] == UInt8(ascii: ":") { i += 1 }
      guard i + 2 == text.count, let written = digits(text, i, 2), written < 60 else {
        return false
      }
      minutes = written
    }
    offsetSeconds = sign * (hours * 3600 + minutes * 60)
    return true
  }

  /// The number made of `count` digits from `start` on; nil where they are not there.
  private func digits(_ text: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int? {
    guard start + count <= text.count else { return nil }
    var number = 0
    for i in start..<start + count {
      let digit = text[i] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }
}
