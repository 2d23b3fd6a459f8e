import Rewind
import Testing

@Suite("A moment has one grammar everywhere")
struct MomentTests {
  /// At version 40 of 201, on 2026-05-01 12:00, seen on 2026-05-03 08:30.
  static let here = MomentContext(
    version: 40, lastVersion: 201, time: time("2026-05-01T12:00:00Z"),
    now: time("2026-05-03T08:30:00Z"))

  @Test(
    "absolute moments need no place to be told from",
    arguments: [
      ("0", .version(0)), ("42", .version(42)), (" 42 ", .version(42)),
      ("@12345", .position(12345)),
      ("$", .end), ("2026-05-01T14:34", .time(time("2026-05-01T14:34:00Z"))),
      ("2026-05-01 14:34:05.123", .time(time("2026-05-01T14:34:05.123Z"))),
      ("2026-05-01T14:34:05+02:00", .time(time("2026-05-01T12:34:05Z"))),
      ("2026-05-01", .time(time("2026-05-01T00:00:00Z"))),
      ("2026-01-02T03:04:05.678901Z", .time(time("2026-01-02T03:04:05.678901Z"))),
    ] as [(String, Moment)])
  func absolute(text: String, moment: Moment) throws {
    #expect(try Moment(parsing: text, in: .utc, relativeTo: nil) == moment)
    #expect(try Moment(parsing: text, in: .utc, relativeTo: Self.here) == moment)
    #expect(try Moment(parsing: moment.description, in: .utc, relativeTo: nil) == moment)
  }

  @Test(
    "relative moments are told from where one is",
    arguments: [
      ("+5", .version(45)), ("-5", .version(35)), ("-100", .version(0)), ("+1000", .version(201)),
      ("+9223372036854775807", .version(201)), ("-9223372036854775807", .version(0)),
      ("75%", .version(151)), ("0%", .version(0)), ("100%", .version(201)), ("50%", .version(101)),
      ("14:34", .time(time("2026-05-01T14:34:00Z"))),
      ("14:34:05.5", .time(time("2026-05-01T14:34:05.5Z"))),
      ("today 14:34", .time(time("2026-05-03T14:34:00Z"))),
      ("yesterday 14:34:05", .time(time("2026-05-02T14:34:05Z"))),
      ("today", .time(time("2026-05-03T00:00:00Z"))),
      ("yesterday", .time(time("2026-05-02T00:00:00Z"))),
      ("-1h", .time(time("2026-05-01T11:00:00Z"))), ("-30m", .time(time("2026-05-01T11:30:00Z"))),
      ("-2d", .time(time("2026-04-29T12:00:00Z"))), ("+15s", .time(time("2026-05-01T12:00:15Z"))),
      ("-1h30m", .time(time("2026-05-01T10:30:00Z"))),
    ] as [(String, Moment)])
  func relative(text: String, moment: Moment) throws {
    #expect(try Moment(parsing: text, in: .utc, relativeTo: Self.here) == moment)
    #expect(throws: ParsingError.self) { try Moment(parsing: text, in: .utc, relativeTo: nil) }
  }

  @Test(
    "a step leads no further than the first and the last version",
    arguments: [
      ("-39", .version(1)), ("-40", .version(1)), ("+161", .version(201)), ("+162", .version(201)),
    ] as [(String, Moment)])
  func ends(text: String, moment: Moment) throws {
    var here = Self.here
    here.firstVersion = 1
    #expect(try Moment(parsing: text, in: .utc, relativeTo: here) == moment)
  }

  @Test(
    "a day without a year is of the year in which events are, as lists show it",
    arguments: [
      ("May 1", "2026-05-01T00:00:00Z"), ("05-01", "2026-05-01T00:00:00Z"),
      ("may 1 14:34", "2026-05-01T14:34:00Z"), ("05-01 14:34:05", "2026-05-01T14:34:05Z"),
      ("December 24", "2025-12-24T00:00:00Z"), ("Nov 20", "2025-11-20T00:00:00Z"),
      ("Jun 2 08:00", "2026-06-02T08:00:00Z"), ("Jul 1", "2026-07-01T00:00:00Z"),
    ])
  func dayOfYear(text: String, expected: String) throws {
    let times = time("2025-11-20T12:00:00Z")...time("2026-06-02T09:00:00Z")
    let moment = try Moment(parsing: text, in: .utc, relativeTo: Self.here, among: times)
    #expect(moment == .time(time(expected)))
    #expect(throws: ParsingError.self) {
      try Moment(parsing: text, in: .utc, relativeTo: Self.here)
    }
  }

  @Test(
    "a day that several years have is the one nearest to the current event",
    arguments: [("Dec 20", "2025-12-20T00:00:00Z"), ("Jan 3", "2026-01-03T00:00:00Z")])
  func nearestYear(text: String, expected: String) throws {
    let here = MomentContext(
      version: 1, lastVersion: 9, time: time("2026-01-05T00:00:00Z"), now: Self.here.now)
    let times = time("2023-01-01T00:00:00Z")...time("2027-01-01T00:00:00Z")
    let moment = try Moment(parsing: text, in: .utc, relativeTo: here, among: times)
    #expect(moment == .time(time(expected)))
    // In a log of one year it is that year's, however far.
    let one = time("2026-01-01T00:00:00Z")...time("2026-12-31T00:00:00Z")
    let inLog = try Moment(parsing: "Dec 20", in: .utc, relativeTo: here, among: one)
    #expect(inLog == .time(time("2026-12-20T00:00:00Z")))
  }

  @Test("February 29 is of a year that has one")
  func leapDay() throws {
    let times = time("2025-01-01T00:00:00Z")...time("2026-06-02T09:00:00Z")
    let moment = try Moment(parsing: "02-29", in: .utc, relativeTo: nil, among: times)
    #expect(moment == .time(time("2024-02-29T00:00:00Z")))
  }

  @Test(
    "a day that is none says what one is like",
    arguments: ["May 32", "13-01", "05-32", "May 1 noon", "Mays 1x", "05-1"])
  func noDay(text: String) {
    let times = time("2026-01-01T00:00:00Z")...time("2026-12-31T00:00:00Z")
    #expect(throws: ParsingError.self) {
      try Moment(parsing: text, in: .utc, relativeTo: Self.here, among: times)
    }
  }

  @Test("where the event has no time, the day is today and durations have no start")
  func noTime() throws {
    var here = Self.here
    here.time = nil
    #expect(
      try Moment(parsing: "14:34", in: .utc, relativeTo: here)
        == .time(time("2026-05-03T14:34:00Z")))
    #expect(
      problem("-1h", here) == #"no moment: "-1h"; there is no time here to count from"#)
  }

  @Test(
    "what is wrong is told in one line, with what can be written",
    arguments: [
      ("", "it is like 42, @12345, $, +5, 75%, 2026-05-01T14:34, 14:34 or -1h"),
      ("soon", "it is like 42, @12345, $, +5, 75%, 2026-05-01T14:34, 14:34 or -1h"),
      ("4 2", "it is like 42, @12345, $, +5, 75%, 2026-05-01T14:34, 14:34 or -1h"),
      ("99999999999999999999", "it is like 42, @12345, $, +5, 75%, 2026-05-01T14:34, 14:34 or -1h"),
      ("25:00", "it is like 42, @12345, $, +5, 75%, 2026-05-01T14:34, 14:34 or -1h"),
      ("@", "a position is like @12345"), ("@x", "a position is like @12345"),
      ("@-1", "a position is like @12345"), ("101%", "a percentage is from 0% to 100%"),
      ("x%", "a percentage is from 0% to 100%"),
      ("+", "a step is like +5 (versions), -1h, -30m, -2d or +15s"),
      ("-1y", "a step is like +5 (versions), -1h, -30m, -2d or +15s"),
      ("-h", "a step is like +5 (versions), -1h, -30m, -2d or +15s"),
      ("-1h30", "a step is like +5 (versions), -1h, -30m, -2d or +15s"),
      ("-99999999999999999d", "a step is like +5 (versions), -1h, -30m, -2d or +15s"),
      ("yesterday noon", "a time of day is like 14:34 or 14:34:05"),
      ("2026-02-30", "no such date or time; a time is like 2026-05-01T14:34:05+02:00"),
      ("2026-05-01T25:00", "no such date or time; a time is like 2026-05-01T14:34:05+02:00"),
    ])
  func problems(text: String, expected: String) {
    let quoted = JSONValue.string(text).text()
    #expect(problem(text, Self.here) == "no moment: \(quoted); \(expected)")
  }

  @Test("without an offset, a time is told by local clocks, winter and summer")
  func localClocks() async {
    await #expect(processExitsWith: .success) {
      setLocalZone()
      #expect(local("2026-01-02T04:04:05.5") == .time(time("2026-01-02T03:04:05.5Z")))
      #expect(local("2026-07-01") == .time(time("2026-06-30T22:00:00Z")))
      #expect(local("2026-07-01T12:00Z") == .time(time("2026-07-01T12:00:00Z")))
      #expect(local("14:34") == .time(time("2026-05-01T12:34:00Z")))
      #expect(local("yesterday 00:30") == .time(time("2026-05-01T22:30:00Z")))
      // The clocks go forward from 02:00 to 03:00 on that day: its noon is 11 hours after its start.
      let spring = MomentContext(
        version: 1, lastVersion: 1, time: nil, now: time("2026-03-29T20:00:00Z"))
      #expect(local("12:00", spring) == .time(time("2026-03-29T10:00:00Z")))
      #expect(local("yesterday 12:00", spring) == .time(time("2026-03-28T11:00:00Z")))
    }
  }

  @Test("around a change of the clocks a local time is one instant, whatever was asked before")
  func changeOfClocks() async {
    await #expect(processExitsWith: .success) {
      setLocalZone()
      for before in ["2025-01-01T00:00", "2025-07-01T00:00"] {
        _ = local(before)
        // The clocks go forward from 02:00 to 03:00, and back from 03:00 to 02:00.
        #expect(local("2026-03-29T01:59:59") == .time(time("2026-03-29T00:59:59Z")))
        #expect(local("2026-03-29T02:30") == .time(time("2026-03-29T01:00:00Z")))
        #expect(local("2026-03-29T03:00") == .time(time("2026-03-29T01:00:00Z")))
        #expect(local("2026-10-25T01:59:59") == .time(time("2026-10-24T23:59:59Z")))
        #expect(local("2026-10-25T02:30") == .time(time("2026-10-25T00:30:00Z")))
        #expect(local("2026-10-25T03:00") == .time(time("2026-10-25T02:00:00Z")))
      }
    }
  }

  private func problem(_ text: String, _ context: MomentContext?) -> String? {
    do throws(ParsingError) {
      _ = try Moment(parsing: text, in: .utc, relativeTo: context)
      return nil
    } catch {
      return error.description
    }
  }
}

private func time(_ text: String) -> Timestamp {
  Timestamp(parsing: text) ?? Timestamp(microseconds: .min)
}

/// What a text means by local clocks; nil where it means nothing.
private func local(_ text: String, _ context: MomentContext = MomentTests.here) -> Moment? {
  try? Moment(parsing: text, in: .local, relativeTo: context)
}
