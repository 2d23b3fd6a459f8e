import Rewind
import Testing
import TextUI

@testable import Explorer

@Suite("Times and names in lists")
struct ListedTimesTests {
  private static func time(_ text: String) -> Timestamp {
    Timestamp(parsing: text) ?? Timestamp(microseconds: 0)
  }

  static let precisions: [(times: [String?], columns: Int, precision: TimePrecision)] = [
    (["2026-01-01T10:00:00Z", "2026-01-01T10:01:00Z"], 20, .minute),
    (["2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z"], 20, .minute),
    (["2026-01-01T10:00:01Z", "2026-01-01T10:00:02Z"], 20, .second),
    (["2026-01-01T10:00:01Z", "2026-01-01T10:00:02Z"], 7, .minute),
    (["2026-01-01T10:00:01.5Z", "2026-01-01T10:00:01.6Z"], 12, .millisecond),
    (["2026-01-01T10:00:01.5Z", "2026-01-01T10:00:01.6Z"], 11, .second),
    (["2026-01-01T10:00:01.000001Z", "2026-01-01T10:00:01.000002Z"], 15, .microsecond),
    (["2026-01-01T10:00:01Z", nil, "2026-01-01T10:00:02Z"], 20, .minute),
    (["1969-12-31T23:59:59Z", "1970-01-01T00:00:01Z"], 20, .minute),
    ([], 20, .minute),
  ]

  @Test("times are told as exactly as neighbours need and the room allows", arguments: precisions)
  func precision(times: [String?], columns: Int, precision: TimePrecision) {
    let times = times.map { $0.map(Self.time) }
    #expect(TimePrecision.telling(times, columns: columns) == precision)
  }

  @Test("a time of day is written to its precision")
  func clock() {
    let calendar = Self.time("2026-01-01T10:02:03.045678Z").calendar(in: .utc)
    #expect(
      TimePrecision.allCases.map { Format.clock(calendar, $0) } == [
        "10:02", "10:02:03", "10:02:03.045", "10:02:03.045678",
      ])
    #expect(
      TimePrecision.allCases.allSatisfy { Format.clock(calendar, $0).count == $0.clockColumns })
  }

  /// Three streams, whose last events are seconds apart.
  private static let close = (1...3).map {
    Fixture.event("account-\($0)", 1, "Opened", "2026-01-04T10:00:0\($0)Z", "{}")
  }

  @Test(
    "streams that were active in the same minute show seconds, where there is room beside the names"
  )
  func streams() {
    let session = Session(Self.close)
    #expect(session.text.contains("2026-01-04 11:00:02"))
    #expect(!Session(Self.close, size: Size(columns: 40, rows: 12)).text.contains("11:00:0"))
  }

  @Test("events of all streams within a second show what part of it, in a wide terminal")
  func allEvents() {
    let lines = [1, 2].map {
      Fixture.event("account-1", $0, "Opened", "2026-01-04T10:00:00.\($0)Z", "{}")
    }
    var session = Session(lines, size: Size(columns: 160, rows: 40))
    session.press("A")
    #expect(session.text.contains("11:00:00.100") && session.text.contains("11:00:00.200"))
  }

  @Test("the day and the type of an event out of order do not touch")
  func disorder() {
    let days = ["02", "05", "10", "08"]
    let lines = days.enumerated().map { number, day in
      Fixture.event("trip-1", number + 1, "Trip", "2026-01-\(day)T10:00:00Z", "{}")
    }
    for keys in ["<Enter>", "A"] {
      var session = Session(lines)
      session.press(keys)
      let day = session.text.split(separator: "\n").filter { $0.contains("Jan 10") }
      #expect(!day.isEmpty && day.allSatisfy { $0.contains("Jan 10 ") || $0.contains("Jan 10▶") })
    }
  }

  @Test("a name of nothing is shown in quotes, and dimmed, which no name is")
  func emptyNames() {
    let lines = ["", " ", #"\"\""#].map {
      Fixture.event($0, 1, "Opened", "2026-01-04T10:00:00Z", "{}")
    }
    var session = Session(lines)
    for keys in ["<Esc>", "A"] {
      session.press(keys)
      let canvas = session.canvas
      var looks: Set<Bool> = []
      for (row, text) in canvas.rows().enumerated() {
        guard let place = text.firstRange(of: "\"\""), row > 0 else { continue }
        let column = text.distance(from: text.startIndex, to: place.lowerBound)
        looks.insert(canvas[column, row].style.isDim)
      }
      #expect(looks == [true, false], "\(keys):\n\(session.text)")
      #expect(session.text.contains("\" \""))
    }
    session.press("<Esc>g<Enter>")
    #expect(session.top.contains("› \"\" "))
  }

  @Test("U shows times in UTC, of all logs, and in local time again; the list names the zone")
  func zone() {
    var session = Session.several()
    session.press("<Enter>")
    #expect(session.text.contains(" CET ┛"))
    session.press("U")
    #expect(session.status == "times are in UTC")
    #expect(session.text.contains(" UTC ┛"))
    session.press(">")
    #expect(session.text.contains(" UTC ┛"))
    session.press("U")
    #expect(session.status == "times are in local time, CET")
    session.press("<")
    #expect(session.text.contains(" CET ┛"))
  }
}
