import Foundation
import Rewind
import TestSupport
import Testing

@testable import RewindCLI

@Suite("The commands, run as a user runs them")
struct CommandTests {
  let program: BuiltProgram

  /// A store with one account of three events and two orders.
  init() throws {
    program = try BuiltProgram()
    let lines = """
      {"stream_id":"account-1","type":"Opened","data":{"owner":"Zoë","balance":0}}
      {"stream_id":"account-1","type":"Deposited","data":{"balance":700},"metadata":{"by":"a"}}
      {"stream_id":"account-1","type":"Renamed","data":{"name":"main"}}
      {"stream_id":"parcel-1","type":"Packed","data":{"items":[{"sku":"x"}]}}
      {"stream_id":"parcel-2","type":"Packed","data":{}}

      """
    _ = try program.run("init", "store")
    let outcome = try program.run("append", "-l", "store", "--from", "-", input: lines)
    try #require(
      outcome
        == Outcome(
          status: 0, output: "account-1 v1-3  @1-3\nparcel-1 v1  @4\nparcel-2 v1  @5\n", errors: "")
    )
    program.environment["REWIND_LOG"] = "store"
  }

  // MARK: - Finding the log

  @Test("the store in or above the current folder is taken where none is named")
  func storeAbove() throws {
    program.environment["REWIND_LOG"] = nil
    #expect(try program.run(["types"], in: "store/log").output.hasPrefix("2  Packed\n"))
  }

  @Test("where there is no store and no log is named, the error says how to name one")
  func noLog() throws {
    program.environment["REWIND_LOG"] = nil
    let outcome = try program.run("types")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("rewind: no log is named and there is no store here;"))
    #expect(outcome.errors.contains("rewind demo"))
  }

  @Test(
    "a path without a log is an error of one line",
    arguments: [
      ("nowhere", "rewind: nowhere: cannot open: No such file or directory\n"),
      (
        "empty",
        "rewind: empty: no store and no log here; rewind init empty makes a store\n"
      ),
      (
        "notes",
        "rewind: notes: no store and no log here; name another, or for a new store a folder "
          + "that is not there\n"
      ),
    ])
  func badPath(path: String, message: String) throws {
    try FileManager.default.createDirectory(
      atPath: program.path("empty"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: program.path("notes/old"), withIntermediateDirectories: true)
    #expect(
      try program.run("types", "-l", path) == Outcome(status: 2, output: "", errors: message))
  }

  // MARK: - Lists

  @Test("streams are listed by name, by events or by the latest event")
  func streams() throws {
    let names = { (words: [String]) in
      try program.run(["streams"] + words).lines.map { String($0.prefix { $0 != " " }) }
    }
    #expect(try names([]) == ["account-1", "parcel-1", "parcel-2"])
    #expect(try names(["--sort", "recent"]) == ["parcel-2", "parcel-1", "account-1"])
    #expect(try names(["--sort", "events", "--limit", "1"]) == ["account-1"])
    #expect(try names(["--category", "parcel"]) == ["parcel-1", "parcel-2"])
    let missing = try program.run("streams", "--category", "user")
    #expect(missing.status == 1)
    #expect(missing.errors == "rewind: no category user in this log; there are account, parcel\n")
  }

  @Test("a log is named by a word as by -l")
  func logOperand() throws {
    try program.file("trip.jsonl", #"{"stream_id":"trip-1","type":"Begun","data":{}}"# + "\n")
    #expect(try program.run("streams", "trip.jsonl").output == "trip-1  1\n")
    #expect(
      try program.run("types", "trip.jsonl") == program.run("types", "-l", "trip.jsonl"))
  }

  @Test("a stream whose name is empty is shown in quotes")
  func emptyName() throws {
    try program.file("nameless.jsonl", #"{"stream_id":"","type":"Begun","data":{}}"# + "\n")
    #expect(try program.run("streams", "nameless.jsonl").output == "\"\"  1\n")
    #expect(try program.run("events", "nameless.jsonl").output == "@1  \"\" v1  Begun  {}\n")
    let state = try program.run("state", "", "-l", "nameless.jsonl").lines
    #expect(state[0].hasPrefix("\"\" v1 · Begun"))
  }

  @Test("types are counted, the most frequent first")
  func types() throws {
    #expect(
      try program.run("types").output
        == "2  Packed\n1  Deposited\n1  Opened\n1  Renamed\n")
  }

  // MARK: - Events

  @Test(
    "events are chosen by stream, category, type, position, text and number",
    arguments: [
      ([], [1, 2, 3, 4, 5]), (["--stream", "account-1"], [1, 2, 3]),
      (["--category", "parcel"], [4, 5]), (["--type", "Packed"], [4, 5]),
      (["--after", "3"], [4, 5]), (["--after", "99"], []), (["--grep", "Zoë"], [1]),
      (["--limit", "2"], [1, 2]), (["--limit", "0"], []), (["--backwards"], [5, 4, 3, 2, 1]),
      (["--backwards", "--after", "3", "--limit", "1"], [2]),
      (["--backwards", "--stream", "account-1", "--after", "3"], [2, 1]),
      (["--stream", "account-1", "--after", "1"], [2, 3]), (["--since", "-1h"], [1, 2, 3, 4, 5]),
      (["--until", "-1h"], []), (["--since", "2020-01-01", "--until", "2020-01-02"], []),
    ] as [([String], [Int])])
  func chosen(words: [String], positions: [Int]) throws {
    let outcome = try program.run(["events", "--json"] + words)
    let found = try outcome.lines.map { try JSONText($0)["position"]?.int }
    #expect(found == positions)
    #expect(outcome.status == 0)
  }

  @Test("an event is shown with position, time, stream, version, type and data")
  func eventText() throws {
    let line = try #require(try program.run("events", "--limit", "1").lines.first)
    #expect(line.hasPrefix("@1  20"))
    #expect(line.hasSuffix(" UTC  account-1 v1  Opened  {\"owner\":\"Zoë\",\"balance\":0}"))
  }

  @Test("what events --json prints, append --from takes back")
  func roundTrip() throws {
    let events = try program.run("events", "--json")
    _ = try program.run("init", "copy")
    #expect(
      try program.run("append", "-l", "copy", "--from", "-", input: events.output).status == 0)
    let ids = { (log: String) in
      try program.run("events", "--json", "-l", log).lines.map {
        let line = try JSONText($0)
        return [line["stream_id"], line["type"], line["id"], line["data"], line["metadata"]]
      }
    }
    #expect(try ids("copy") == ids("store"))
  }

  @Test("a name that is nowhere in the log is an error, not an empty answer")
  func unknownNames() throws {
    #expect(try program.run("events", "--stream", "account-9").status == 1)
    #expect(
      try program.run("events", "--type", "Pakced").errors
        == "rewind: no event of type Pakced in this log; rewind types lists them\n")
  }

  // MARK: - States

  @Test("a state is shown at a version, a position and a path")
  func state() throws {
    let text = try program.run("state", "account-1", "--at", "2")
    #expect(text.lines[0].hasPrefix("account-1 v2 · Deposited · "))
    let json = try program.run("state", "account-1", "--at", "2", "--json")
    #expect(try JSONText(json.output)["type"]?.string == "Deposited")
    let before = try program.run("state", "account-1", "--at", "0", "--json")
    #expect(try JSONText(before.output)["type"] == nil)
    #expect(text.output.contains("\"balance\": 700"))
    #expect(!text.output.contains("main"))
    #expect(try program.run("state", "account-1", "--path", "name").output == "main\n")
    #expect(try program.run("state", "parcel-1", "--path", ".items[0].sku").output == "x\n")
    #expect(
      try program.run("state", "account-1", "--at", "@2", "--path", "balance").output == "700\n")
  }

  @Test("what is not there ends with 1 and says so")
  func absent() throws {
    #expect(
      try program.run("state", "account-1", "--at", "0")
        == Outcome(
          status: 1, output: "", errors: "rewind: account-1 has no state at version 0\n"))
    #expect(
      try program.run("state", "account-1", "--path", "iban").errors
        == "rewind: account-1 has nothing at .iban at version 3\n")
    #expect(
      try program.run("state", "account-1", "--at", "9").errors
        == "rewind: stream account-1 has no version 9; its last is 3\n")
    #expect(try program.run("state", "nobody").status == 1)
    #expect(try program.run("state", "account-1", "--at", "nonsense").status == 2)
  }

  @Test("diff ends with 1 where the states differ and 0 where they are the same")
  func diff() throws {
    let different = try program.run("diff", "account-1", "1", "$")
    #expect(different.status == 1)
    #expect(different.lines.contains("~ .balance  0 → 700"))
    #expect(different.lines.contains("+ .name  \"main\""))
    #expect(
      try program.run("diff", "account-1", "3", "$") == Outcome(status: 0, output: "", errors: ""))
    #expect(try program.run("diff", "account-1", "1", "2", "--ascii").output.contains("0 -> 700"))
  }

  // MARK: - Appends

  @Test("an append with data from standard input says where the event is")
  func append() throws {
    let outcome = try program.run(
      "append", "parcel-2", "Sent", "--data", "-", "--expect", "1", input: "{\"to\":\"x\"}\n")
    #expect(outcome == Outcome(status: 0, output: "parcel-2 v2  @6\n", errors: ""))
    #expect(try program.run("state", "parcel-2", "--path", "to").output == "x\n")
  }

  @Test("a conflict ends with 1 and names stream, expected and actual version")
  func conflict() throws {
    let outcome = try program.run("append", "account-1", "Opened", "--expect", "none")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("account-1"))
    #expect(outcome.errors.contains("no stream"))
    #expect(outcome.errors.contains("version 3"))
    #expect(try program.run("events").lines.count == 5)
  }

  @Test("an append that is repeated with its id writes nothing")
  func repeated() throws {
    let words = [
      "append", "parcel-2", "Sent", "--id", "01932c0e-0000-7000-8000-000000000001", "--json",
    ]
    let first = try program.run(words)
    let second = try program.run(words)
    #expect(first.output.contains("\"repeated\":false"))
    #expect(second.output == first.output.replacingOccurrences(of: "false", with: "true"))
    #expect(try program.run("events").lines.count == 6)
  }

  @Test(
    "what is no event is refused with its line number, and what came before it is appended",
    arguments: [
      ("{\"stream_id\":\"s\"}", "no text at type"), ("{\"type\":\"t\"}", "no text at stream_id"),
      ("{\"stream_id\":\"s\",\"type\":\"t\",\"id\":\"7\"}", "the id is no UUID"),
      ("{\"stream_id\":\"s\",\"type\":\"t\",\"data\":tru}", "no JSON"), ("nonsense", "no JSON"),
    ])
  func badLine(line: String, reason: String) throws {
    let good = "{\"stream_id\":\"new-1\",\"type\":\"T\",\"data\":1}"
    let outcome = try program.run(
      "append", "--from", "-", input: "\(good)\n\n\(line)\n\(good)\n")
    #expect(outcome.status == 2)
    #expect(outcome.output == "new-1 v1  @6\n")
    #expect(outcome.errors.hasPrefix("rewind: standard input:3: \(reason)"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("data that is no JSON is refused with a hint")
  func badData() throws {
    let outcome = try program.run("append", "s-1", "T", "--data", "text")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("rewind: --data is no JSON:"))
  }

  @Test("a store is not made over something that is there")
  func initTwice() throws {
    let outcome = try program.run("init", "store")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("rewind: store: there is something already"))
  }

  // MARK: - Help

  @Test("help and version go to standard output and end with 0")
  func help() throws {
    #expect(try program.run("--version").output == "rewind \(Version.number)\n")
    #expect(try program.run("--help").output == HelpText.text(for: nil))
    #expect(try program.run("events", "--help").output == HelpText.text(for: .events))
    let wrong = try program.run("evnts")
    #expect(wrong.status == 2)
  }
}
