import Foundation
import Rewind
import TestSupport
import Testing

@Suite("What a log has lost is said by every command that reads it")
struct LostLineTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    program.environment["REWIND_LOG"] = "log.jsonl"
  }

  private static let first = #"{"stream_id":"a-1","type":"T","data":{"n":1}}"# + "\n"
  private static let second = #"{"stream_id":"a-1","type":"T","data":{"n":2}}"# + "\n"
  private static let told = "rewind: 2 of 4 lines are no event; rewind verify lists them\n"

  @Test(
    "in one line on standard error, with 3 in place of 0",
    arguments: [
      ["streams"], ["types", "--json"], ["state", "a-1"], ["diff", "a-1", "1", "1"],
      ["events", "--stream", "a-1"], ["projections"],
      ["projection", "show", "streams", "--at", "@1"],
    ])
  func damaged(words: [String]) throws {
    try program.file("log.jsonl", Self.first + "nonsense\n{}\n" + Self.second)
    let outcome = try program.run(words)
    #expect(outcome.status == 3)
    #expect(outcome.errors == Self.told)
  }

  @Test(
    "a projection too: it stops at such a line with 1, or parks it and ends with 3",
    arguments: ["rebuild", "run"])
  func projections(command: String) throws {
    try program.file("log.jsonl", Self.first + "nonsense\n{}\n" + Self.second)
    let stopped = try program.run("projection", command, "streams")
    #expect(stopped.status == 1)
    #expect(stopped.errors.hasPrefix(Self.told + "rewind: streams: stopped before @2: "))
    let parked = try program.run("projection", command, "streams", "--on-error", "park")
    #expect(parked.status == 3)
    #expect(parked.errors.hasPrefix(Self.told + "rewind: streams: 2 events parked; "))
  }

  @Test("where the reader of a pipe has gone, the exit status tells it")
  func closedPipe() throws {
    try program.file("log.jsonl", Self.first + "nonsense\n" + Self.second)
    let calls = [
      ("streams", 3), ("events", 3), ("state a-1", 3), ("diff a-1 1 2", 1), ("verify", 1),
    ]
    for (call, status) in calls {
      let outcome = try program.shell("\"$0\" \(call) 2>/dev/null | true; echo ${PIPESTATUS[0]}")
      #expect(outcome.output == "\(status)\n", "\(call)")
    }
  }

  @Test("a 1 that is an answer stays 1, and verify says what it is asked")
  func answers() throws {
    try program.file("log.jsonl", Self.first + "nonsense\n{}\n" + Self.second)
    let different = try program.run("diff", "a-1", "1", "2")
    #expect(different.status == 1)
    #expect(different.errors == Self.told)
    let missing = try program.run("state", "nobody")
    #expect(missing.status == 1)
    #expect(missing.errors.hasPrefix(Self.told))
    let verified = try program.run("verify")
    #expect(verified.status == 1)
    #expect(verified.errors.isEmpty)
  }

  @Test("one line is one line, and a log that an operand names is named")
  func one() throws {
    try program.file("other.jsonl", Self.first + "nonsense\n")
    let outcome = try program.run("import", "other.jsonl", "store")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors.hasPrefix(
        "rewind: 1 of 2 lines is no event; rewind verify -l other.jsonl lists it\n"))
  }

  @Test("a role that cannot be read is told too; the status is 3 with --strict alone")
  func unread() throws {
    let bad = #"{"stream_id":"a-1","type":"T","timestamp":"soon","data":{}}"# + "\n"
    try program.file("log.jsonl", Self.first + bad)
    let told = "rewind: 1 of 2 events has a role that cannot be read; rewind verify lists it\n"
    let outcome = try program.run("types")
    #expect(outcome == Outcome(status: 0, output: "2  T\n", errors: told))
    #expect(try program.run("types", "--strict").status == 3)
    #expect(try program.run("verify").status == 0)
    #expect(try program.run("verify", "--strict").status == 3)
    try program.file("log.jsonl", Self.first)
    let whole = try program.run("types", "--strict")
    #expect(whole == Outcome(status: 0, output: "1  T\n", errors: ""))
  }

  private static func trip(_ version: Int, _ time: String, rider: String) -> String {
    #"{"stream_id":"trip-1","version":\#(version),"type":"T","timestamp":"2026-01-02T\#(time):00Z","#
      + #""data":{"rider":"\#(rider)"}}"# + "\n"
  }

  @Test("a state at a time tells what it has that happened later, where times run backwards")
  func lateCopy() throws {
    try program.file(
      "log.jsonl",
      Self.trip(1, "10:42", rider: "none") + Self.trip(2, "11:10", rider: "Bob")
        + Self.trip(3, "10:42", rider: "Bob"))
    let told =
      ": times run backwards: this has v2, after the time asked for (2026-01-02 11:10:00 UTC)\n"
    let state = try program.run(
      "state", "trip-1", "--at", "2026-01-02T11:00", "--path", "rider", "--utc")
    #expect(state == Outcome(status: 0, output: "Bob\n", errors: "rewind: trip-1\(told)"))
    let diff = try program.run("diff", "trip-1", "1", "2026-01-02T11:00", "--utc")
    #expect(diff.errors == "rewind: trip-1\(told)")
    let later = try program.run("state", "trip-1", "--at", "2026-01-02T11:10", "--utc")
    #expect(later.errors.isEmpty)
    let shown = try program.run(
      "projection", "show", "streams", "--at", "2026-01-02T11:00", "--utc")
    #expect(
      shown.errors
        == "rewind: times run backwards: this has @2, after the time asked for (2026-01-02 11:10:00 UTC)\n"
    )
  }

  @Test(
    "projection parked says what the log is without, of a store too; an append to such a store is refused"
  )
  func parked() throws {
    try program.file("log.jsonl", Self.first + "nonsense\n{}\n" + Self.second)
    _ = try program.run("projection", "run", "streams", "--on-error", "park")
    let foreign = try program.run("projection", "parked", "streams")
    #expect(foreign.status == 3 && foreign.errors == Self.told)
    _ = try program.run("init", "store")
    _ = try program.run("append", "--from", "-", "-l", "store", input: Self.first + Self.second)
    try program.extend("store/log/0000000000000001.jsonl", "nonsense\n{}\n")
    _ = try program.run("projection", "run", "streams", "--on-error", "park", "-l", "store")
    let store = try program.run("projection", "parked", "streams", "-l", "store")
    #expect(store.status == 3)
    #expect(store.errors == Self.told.replacing("verify", with: "verify -l store"))
    let append = try program.run("append", "a-1", "T", "-l", "store")
    #expect(append.status == 1 && append.errors.contains("2 damaged lines"))
  }

  @Test("versions in the order 2, 1, 3 are folded by version, and imported so; a line says it")
  func versions() throws {
    try program.file(
      "log.jsonl",
      Self.trip(2, "10:02", rider: "two") + Self.trip(1, "10:01", rider: "one")
        + Self.trip(3, "10:03", rider: "three"))
    let told =
      "rewind: trip-1: its events lie in the log in another order than their versions; they are folded"
      + " in that of their versions\n"
    for (version, rider) in [(1, "one"), (2, "two"), (3, "three")] {
      let state = try program.run("state", "trip-1", "--at", "\(version)", "--path", "rider")
      #expect(state == Outcome(status: 0, output: "\(rider)\n", errors: told))
    }
    for command in ["rebuild", "run", "show"] {
      let projected = try program.run("projection", command, "streams")
      #expect(projected.status == 0)
      #expect(
        projected.errors
          == "rewind: the versions of a stream go back in the log; projections take events as they lie"
          + " there\n")
    }
    let events = try program.run("events", "--stream", "trip-1", "--json")
    #expect(try events.lines.map { try JSONText($0)["version"]?.int } == [2, 1, 3])
    #expect(events.errors == told)
    #expect(try program.run("events", "--json").errors.isEmpty)
    for _ in 0..<2 {
      let imported = try program.run("import", "log.jsonl", "store")
      #expect(imported.status == 0)
      #expect(
        imported.errors
          == "rewind: the versions of a stream go back in the log; events are imported in the order of"
          + " their versions, save where some are missing or there twice\n")
    }
    let copied = try program.run("state", "trip-1", "--at", "2", "--path", "rider", "-l", "store")
    #expect(copied == Outcome(status: 0, output: "two\n", errors: ""))
    try program.file(
      "log.jsonl",
      Self.trip(2, "10:02", rider: "two") + Self.trip(1, "10:01", rider: "one")
        + Self.trip(1, "10:01", rider: "one"))
    let unclear = try program.run("state", "trip-1", "--path", "rider")
    #expect(unclear.output == "one\n")
    #expect(
      unclear.errors.contains(
        "its versions go back in the log, and some are missing or there twice"))
  }

  @Test("data that is no JSON is found when it is read: a state says that it is without it")
  func badData() throws {
    _ = try program.run("init", "store")
    program.environment["REWIND_LOG"] = "store"
    let bad = #"{"stream_id":"a-1","type":"T","data":{"m":"xx"}}"# + "\n"
    _ = try program.run("append", "--from", "-", input: Self.first + bad + Self.second)
    let path = "store/log/0000000000000001.jsonl"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: program.path(path)))
    let place = try #require(bytes.range(of: Data("xx".utf8)))
    bytes[place.lowerBound] = 0xFF
    try program.file(path, bytes)
    for words in [["--at", "2"], ["--at", "3"], ["--at", "3", "--json"]] {
      let state = try program.run(["state", "a-1"] + words)
      #expect(state.status == 3)
      #expect(state.errors.contains("version 2"))
      #expect(!words.contains("--json") || state.output.contains(#""without":[2]"#))
    }
    let diff = try program.run("diff", "a-1", "1", "3")
    #expect(diff.status == 3)
    #expect(diff.errors.contains("the state at version 3 is without version 2, whose event"))
    #expect(try program.run("events").status == 3)
  }
}
