extension Moment {
  /// Reads a moment; see ``Moment`` for what can be written.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - zone: The time zone of a time that is written without an offset.
  ///   - context: What relative moments count from; nil to accept absolute moments only.
  ///   - times: The times of the events, among which a day without a year lies; nil to accept no such day.
  /// - Throws: ``ParsingError``.
  public init(
    parsing text: String, in zone: TimeZoneChoice, relativeTo context: MomentContext?,
    among times: ClosedRange<Timestamp>? = nil
  ) throws(ParsingError) {
    let reader = MomentReader(
      text: String(text.trimmingSpaces), zone: zone, context: context, times: times)
    self = try reader.read()
  }
}

struct MomentReader {
  let text: String
  let zone: TimeZoneChoice
  let context: MomentContext?
  let times: ClosedRange<Timestamp>?

  func read() throws(ParsingError) -> Moment {
    if text == "$" { return .end }
    if let version = number(text) { return .version(version) }
    if text.hasPrefix("@") {
      guard let position = number(text.dropFirst()) else {
        throw problem("a position is like @12345")
      }
      return .position(position)
    }
    if text.hasSuffix("%") { return try percentage() }
    if let first = text.first, first == "+" || first == "-" { return try step() }
    if let time = try timeOfDay() { return .time(time) }
    if let time = try dayOfYear() { return .time(time) }
    if let fields = fields(text, { TimeFields($0) }) { return .time(fields.instant(in: zone)) }
    if text.utf8.count >= 10, text.dropFirst(4).hasPrefix("-"), number(text.prefix(4)) != nil {
      throw problem("no such date or time; a time is like 2026-05-01T14:34:05+02:00")
    }
    throw problem("it is like 42, @12345, $, +5, 75%, 2026-05-01T14:34, 14:34 or -1h")
  }

  /// `75%`: a share of the stream's versions.
  private func percentage() throws(ParsingError) -> Moment {
    guard let percent = number(text.dropLast()), percent <= 100 else {
      throw problem("a percentage is from 0% to 100%")
    }
    let last = try here("a percentage").lastVersion
    return .version(
      Int((Double(last) * Double(percent) / 100).rounded()))
  }

  /// `+5`, `-5`: versions; `-1h30m`: a time.
  private func step() throws(ParsingError) -> Moment {
    let isBack = text.hasPrefix("-")
    if let steps = number(text.dropFirst()) {
      let here = try here("a step")
      let (target, overflow) = here.version.addingReportingOverflow(isBack ? -steps : steps)
      return .version(
        overflow ? here.lastVersion : min(max(target, here.firstVersion), here.lastVersion))
    }
    guard let seconds = duration(text.dropFirst()) else {
      throw problem("a step is like +5 (versions), -1h, -30m, -2d or +15s")
    }
    guard let time = try here("a step").time else {
      throw problem("there is no time here to count from")
    }
    return .time(time.adding(seconds: isBack ? -seconds : seconds))
  }

  /// `14:34`, `yesterday 14:34`, `today`; nil where it is something else.
  private func timeOfDay() throws(ParsingError) -> Timestamp? {
    let words = text.split(separator: " ")
    guard let first = words.first, words.count <= 2 else { return nil }
    let isNamed = first == "yesterday" || first == "today"
    if isNamed, words.count == 1 {
      return try onDay(fields("00:00") { TimeFields(clock: $0) }, named: first)
    }
    guard let clock = words.last, isNamed || words.count == 1,
      let fields = fields(String(clock), { TimeFields(clock: $0) })
    else {
      if isNamed { throw problem("a time of day is like 14:34 or 14:34:05") }
      return nil
    }
    return try onDay(fields, named: isNamed ? first : nil)
  }

  private func onDay(
    _ fields: TimeFields?, named name: Substring?
  ) throws(ParsingError) -> Timestamp? {
    guard let fields else { return nil }
    let here = try here("a time of day")
    let day = name == nil ? here.time ?? here.now : here.now
    return fields.instant(
      onDayOf: day.calendar(in: zone), daysBefore: name == "yesterday" ? 1 : 0, in: zone)
  }

  /// The seconds of `1h30m`, `2d`, `15s`; nil where it is something else.
  private func duration(_ text: Substring) -> Int? {
    var rest = text
    var seconds = 0
    repeat {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let count = number(digits), let unit = rest.popFirst(),
        let length = ["s": 1, "m": 60, "h": 3600, "d": 86_400][unit]
      else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      let (sum, sumOverflow) = seconds.addingReportingOverflow(product)
      if overflow || sumOverflow { return nil }
      seconds = sum
    } while !rest.isEmpty
    return seconds
  }

  /// The number, where the text is digits alone and it fits.
  func number(_ text: some StringProtocol) -> Int? {
    guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
    return Int(text)
  }

  func fields(
    _ text: String, _ read: (UnsafeRawBufferPointer) -> TimeFields?
  ) -> TimeFields? {
    var text = text
    return text.withUTF8 { read(UnsafeRawBufferPointer($0)) }
  }

  private func here(_ what: String) throws(ParsingError) -> MomentContext {
    guard let context else {
      throw problem("\(what) needs a place to count from, and here is none")
    }
    return context
  }

  func problem(_ what: String) -> ParsingError {
    ParsingError("no moment: \(JSONValue.string(text)); \(what)")
  }
}

extension String {
  /// The text without spaces at its ends.
  fileprivate var trimmingSpaces: Substring {
    let start = drop { $0 == " " }
    return start.prefix(start.reversed().drop { $0 == " " }.count)
  }
}
