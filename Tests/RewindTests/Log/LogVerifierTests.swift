import Testing

@testable import Rewind

@Suite("Verifying a log")
struct LogVerifierTests {
  private static func line(
    _ stream: String, _ version: Int, at time: String? = nil, position: Int? = nil
  ) -> String {
    let number = position.map { "\"position\":\($0)," } ?? ""
    let time = time.map { ",\"timestamp\":\"2026-01-02T\($0):00Z\"" } ?? ""
    return
      "{\(number)\"stream_id\":\"\(stream)\",\"version\":\(version),\"type\":\"T\"\(time),\"data\":{}}"
  }

  /// What is found, each with the position it is at.
  private func problems(
    _ lines: [String], now: String = "2026-01-03T00:00:00Z"
  ) throws -> [String] {
    let now = try #require(Timestamp(parsing: now))
    let log = EventLog.inMemory(lines: lines)
    var problems: [String] = []
    try LogVerifier(log.snapshot(), now: now).run {
      problems.append("\($0.position ?? 0) \($0.kind.rawValue): \($0.message)")
    }
    return problems
  }

  @Test(
    "the disorder, the gaps and the repeats of a stream are a line each, however many there are")
  func disorderOfStream() throws {
    let lines = [5, 4, 3, 3, 2].map { Self.line("a-1", $0) } + [Self.line("b-1", 1)]
    #expect(
      try problems(lines) == [
        "1 gap: stream a-1 begins at version 5",
        "2 disorder: stream a-1: 3 versions are below the one before; the first: version 4 comes after"
          + " version 5",
        "4 repeat: stream a-1: version 3 comes after version 3",
      ])
    let twice = [1, 1, 2, 2, 5, 9, 9].map { Self.line("a-1", $0) } + [Self.line("b-1", 1)]
    #expect(
      try problems(twice + twice.map { $0.replacing("a-1", with: "c-1") }) == [
        "2 repeat: stream a-1: 3 versions are the same as the one before; the first: version 1 comes"
          + " after version 1",
        "5 gap: stream a-1: 2 gaps between versions; the first: version 5 comes after version 2",
        "10 repeat: stream c-1: 3 versions are the same as the one before; the first: version 1 comes"
          + " after version 1",
        "13 gap: stream c-1: 2 gaps between versions; the first: version 5 comes after version 2",
        "16 repeat: stream b-1: version 1 comes after version 1",
      ])
  }

  @Test("ids that are there twice are a line for each stream")
  func repeatedIDs() throws {
    func line(_ stream: String, _ version: Int, _ id: String) -> String {
      "{\"stream_id\":\"\(stream)\",\"version\":\(version),\"type\":\"T\",\"id\":\"\(id)\",\"data\":1}"
    }
    let lines = [
      line("a-1", 1, "e1"), line("a-1", 2, "e1"), line("a-1", 3, "e1"), line("b-1", 1, "e1"),
      line("b-1", 2, "e2"),
    ]
    let log = EventLog.inMemory(lines: lines)
    var problems: [String] = []
    try LogVerifier(log.snapshot()).run(deep: true) {
      problems.append("\($0.position ?? 0) \($0.kind.rawValue): \($0.message)")
    }
    #expect(
      problems == [
        "2 repeat: stream a-1: 2 ids were there before; the first: the id e1 was there before",
        "4 repeat: stream b-1: the id e1 was there before",
      ])
  }

  @Test("a stream that is taken by version has no gaps between its versions")
  func byVersion() throws {
    #expect(
      try problems([2, 1, 4, 3].map { Self.line("a-1", $0) }) == [
        "2 disorder: stream a-1: 2 versions are below the one before; the first: version 1 comes after"
          + " version 2"
      ])
    #expect(
      try problems([3, 2].map { Self.line("a-1", $0) }) == [
        "1 gap: stream a-1 begins at version 2",
        "2 disorder: stream a-1: version 2 comes after version 3",
      ])
  }

  @Test("disorder of positions is one line for the log")
  func disorderOfPositions() throws {
    let lines = [9, 7, 8, 2].enumerated().map { Self.line("a-1", $0 + 1, position: $1) }
    #expect(
      try problems(lines) == [
        "2 disorder: 2 positions are below the one before; the first: position 7 comes after position 9"
      ])
  }

  @Test(
    "times that run backwards within a stream are told apart from those of streams side by side")
  func times() throws {
    let sideBySide = (1...50).flatMap {
      [Self.line("a-1", $0, at: "11:00"), Self.line("b-1", $0, at: "10:00")]
    }
    #expect(
      try problems(sideBySide) == [
        "2 disorder: 50 times are earlier than the one before, of another stream; the first: the time"
          + " 2026-01-02T10:00:00.000000Z is earlier than the one before,"
          + " 2026-01-02T11:00:00.000000Z, of another stream"
      ])
    let lateCopy = [
      Self.line("a-1", 1, at: "10:42"), Self.line("a-1", 2, at: "11:10"),
      Self.line("a-1", 3, at: "10:42"),
    ]
    #expect(
      try problems(lateCopy) == [
        "3 disorder: stream a-1: the time 2026-01-02T10:42:00.000000Z is earlier than the one before,"
          + " 2026-01-02T11:10:00.000000Z"
      ])
  }

  @Test("streams of another system may begin at 0 or 1; one that begins later has a gap")
  func beginnings() throws {
    #expect(try problems([Self.line("a-1", 0), Self.line("b-1", 1)]) == [])
    #expect(
      try problems([Self.line("a-1", 5), Self.line("a-1", 6)]) == [
        "1 gap: stream a-1 begins at version 5"
      ])
  }

  @Test(
    "times more than a day later than now are still to come, whatever the zone; one line for the log"
  )
  func future() throws {
    let lines = (1...3).map { Self.line("a-\($0)", 1, at: "12:0\($0)") }
    #expect(try problems(lines, now: "2026-01-01T12:03:00Z") == [])
    #expect(
      try problems(lines, now: "2026-01-01T12:02:00Z") == [
        "3 future time: the time 2026-01-02T12:03:00.000000Z is still to come"
      ])
    #expect(
      try problems(lines, now: "2025-12-31T00:00:00Z") == [
        "1 future time: 3 times are still to come; the first: the time"
          + " 2026-01-02T12:01:00.000000Z is still to come"
      ])
  }
}
