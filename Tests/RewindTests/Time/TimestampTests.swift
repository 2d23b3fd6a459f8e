import TestSupport
import Testing

@testable import Rewind

@Suite("A timestamp is an instant to the microsecond")
struct TimestampTests {
  @Test(
    "times of any offset and precision are read",
    arguments: [
      ("1970-01-01T00:00:00.000000Z", 0), ("1970-01-01T00:00:00Z", 0),
      ("2026-01-02T03:04:05.678901Z", 1_767_323_045_678_901),
      ("2026-01-02T03:04:05.678901999Z", 1_767_323_045_678_901),
      ("2026-01-02t03:04:05.6z", 1_767_323_045_600_000),
      ("2026-01-02 03:04:05,678901+00:00", 1_767_323_045_678_901),
      ("2026-01-02T05:04:05.678901+02:00", 1_767_323_045_678_901),
      ("2026-01-01T21:34:05.678901-0530", 1_767_323_045_678_901),
      ("2026-01-02 05:04:05+02", 1_767_323_045_000_000),
      ("2026-01-02T03:04:05", 1_767_323_045_000_000),
      ("2026-01-02T03:04", 1_767_323_040_000_000),
      ("2026-01-02T03:04Z", 1_767_323_040_000_000),
      ("2024-02-29T23:59:60Z", 1_709_251_200_000_000),
      ("2000-02-29T00:00:00.000001Z", 951_782_400_000_001),
      ("1969-12-31T23:59:59.999999Z", -1),
      ("0000-01-01T00:00:00.000000Z", -62_167_219_200_000_000),
      ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ])
  func reading(text: String, microseconds: Int64) {
    #expect(Timestamp(parsing: text)?.microseconds == microseconds)
    #expect(Timestamp(parsing: "<\(text)>".dropFirst().dropLast())?.microseconds == microseconds)
  }

  @Test(
    "what is no time is refused",
    arguments: [
      "", "2026", "2026-01-02", "2026-01-02T", "2026-01-02T03", "2026-01-02T03:", "2026-01-02T03:4",
      "2026-01-02T03:04:", "2026-01-02T03:04:5", "2026-01-02T03:04:05.", "2026-01-02T03:04:05.Z",
      "2026-01-02T03:04:05.678901Z ", " 2026-01-02T03:04:05Z", "2026-01-02X03:04:05Z",
      "2026-00-02T03:04:05.678901Z", "2026-13-02T03:04:05.678901Z", "2026-01-00T03:04:05.678901Z",
      "2026-01-32T03:04:05.678901Z", "2026-04-31T03:04:05.678901Z", "2026-02-29T03:04:05.678901Z",
      "1900-02-29T03:04:05.678901Z", "2026-01-02T24:04:05.678901Z", "2026-01-02T03:60:05.678901Z",
      "2026-01-02T03:04:61.678901Z", "2026-01-02T03:04:05.67890aZ", "2026-01-02T03:04:05.678901X",
      "2026-01-02T03:04:05+", "2026-01-02T03:04:05+2", "2026-01-02T03:04:05+02:0",
      "2026-01-02T03:04:05+24:00", "2026-01-02T03:04:05+02:60", "2026-01-02T03:04:05+02:00x",
      "2026-01-02T03:04:05Zx", "2026/01/02T03:04:05Z", "-026-01-02T03:04:05Z",
      "２０２６-01-02T03:04:05Z", "20２６-01-02T03:04:05Z",
    ])
  func refused(text: String) {
    #expect(Timestamp(parsing: text) == nil)
  }

  @Test("a digit that is none is refused at each place of the common form")
  func everyDigit() {
    let text = Array("2026-01-02T03:04:05.678901Z".utf8)
    for place in text.indices {
      for byte in ["/", ":", "a", " ", "\u{0}", "\u{7F}"] as [Unicode.Scalar] {
        var changed = text
        changed[place] = UInt8(ascii: byte)
        // A space instead of the T is all that may change.
        let isAllowed = changed == text || place == 10 && byte == " "
        #expect((read(changed) != nil) == isAllowed, "\(String(decoding: changed, as: UTF8.self))")
      }
    }
  }

  @Test("what is written is read back, whatever the instant")
  func roundTrip() {
    var random = SeededRandom(seed: 1)
    for _ in 0..<20_000 {
      let time = Timestamp(
        microseconds: .random(in: -62_167_219_200_000_000...253_402_300_799_999_999, using: &random)
      )
      #expect(Timestamp(parsing: time.rfc3339) == time)
      // The same through the general form, which the offset asks for.
      #expect(Timestamp(parsing: time.rfc3339.dropLast() + "+00:00") == time)
    }
  }

  @Test(
    "instants beyond four-digit years are written as far as they go",
    arguments: [
      (.max, "294247-01-10T04:00:54.775807Z"), (.min, "-290308-12-21T19:59:05.224192Z"),
      (253_402_300_800_000_000, "10000-01-01T00:00:00.000000Z"),
      (-62_167_219_200_000_001, "-0001-12-31T23:59:59.999999Z"),
    ] as [(Int64, String)])
  func farAway(microseconds: Int64, text: String) {
    #expect(Timestamp(microseconds: microseconds).rfc3339 == text)
  }

  @Test("the calendar of every day for 800 years follows from the day before")
  func calendar() throws {
    var (year, month, day) = (1600, 1, 1)
    for number in CalendarDate.days(year: 1600, month: 1, day: 1)..<157_000 {
      try #require(CalendarDate.date(days: number) == (year, month, day))
      try #require(CalendarDate.days(year: year, month: month, day: day) == number)
      day += 1
      if day > CalendarDate.daysInMonth(year: year, month: month) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(year == 2399)
  }

  @Test("in UTC the calendar and the clock are those of the written time")
  func utc() throws {
    let time = try #require(Timestamp(parsing: "1969-07-20T20:17:40.000123Z")).calendar(in: .utc)
    #expect(time.date == "1969-07-20")
    #expect(time.clock == "20:17:40")
    #expect(time.microsecond == 123)
    #expect(time.zone == "UTC")
  }

  @Test("in local time they are those of the zone, winter and summer")
  func local() async {
    await #expect(processExitsWith: .success) {
      setLocalZone()
      #expect(shown("2026-01-02T03:04:05.678901Z") == "2026-01-02 04:04:05 CET")
      #expect(shown("2026-06-30T23:30:00.000000Z") == "2026-07-01 01:30:00 CEST")
      #expect(shown("1969-12-31T22:59:59.999999Z") == "1969-12-31 23:59:59 CET")
      let time = Timestamp(parsing: "2026-01-02T03:04:05.678901Z")?.calendar(in: .local)
      #expect(time?.microsecond == 678_901)
      #expect(Timestamp(parsing: "2026-01-02T03:04:05.678901Z")?.calendar(in: .utc).zone == "UTC")
    }
  }

  @Test("now is later than what was now")
  func now() {
    let before = Timestamp.now()
    #expect(before <= Timestamp.now())
    #expect(before > Timestamp(microseconds: 1_767_225_600_000_000))
  }

  private func read(_ bytes: [UInt8]) -> Timestamp? {
    bytes.withUnsafeBytes { Timestamp(utf8: $0) }
  }
}

/// A time as it is shown in local time.
private func shown(_ text: String) -> String? {
  Timestamp(parsing: text).map { time in
    let time = time.calendar(in: .local)
    return "\(time.date) \(time.clock) \(time.zone)"
  }
}
