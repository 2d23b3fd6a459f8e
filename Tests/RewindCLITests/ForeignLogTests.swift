import Foundation
import Rewind
import TestSupport
import Testing

@Suite("Logs that another system wrote")
struct ForeignLogTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
  }

  private static let tripMapping = [
    "--map", "stream=stream", "--map", "type=event.\"$type\"", "--map", "version=version",
    "--map", "data=event",
  ]
  private static let historyMapping = [
    "--map", "stream=history", "--map", "type=eventType", "--map", "version=eventId",
    "--map", "timestamp=eventTime", "--map", "data=*EventAttributes",
  ]

  @Test(
    "marten-trips: 100 streams, versions from 0, one category", .needsSharedData("marten-trips"))
  func trips() throws {
    let log = try #require(SharedData.path("marten-trips/events.jsonl"))
    let streams = try program.run(["streams", "--json", "-l", log] + Self.tripMapping)
    #expect(streams.lines.count == 100)
    let categories = Set(try streams.lines.map { try JSONText($0)["category"]?.string })
    #expect(categories == ["events"])
    // The mapping is remembered from here on.
    #expect(try program.run("events", "--json", "-l", log).lines.count == 2416)
    let first = try #require(
      try program.run("events", "--json", "-l", log, "--limit", "1").lines.first)
    #expect(try JSONText(first)["version"]?.int == 0)
    #expect(
      try JSONText(first)["type"]?.string
        == "DaemonTests.TestingSupport.TripStarted, DaemonTests")
    #expect(try program.run("state", "0", "--at", "0", "--path", "Day", "-l", log).output == "70\n")
    #expect(try program.run("state", "0", "--at", "-1", "-l", log).status == 0)
  }

  @Test(
    "temporal: 33 streams, data under the key that the type names", .needsSharedData("temporal"))
  func histories() throws {
    let log = try #require(SharedData.path("temporal/all-histories.jsonl"))
    #expect(try program.run(["streams", "-l", log] + Self.historyMapping).lines.count == 33)
    let events = try program.run("events", "--json", "-l", log)
    #expect(events.lines.count == 554)
    let second = try JSONText(events.lines[1])
    #expect(second["data"]?["taskQueue"]?["name"]?.string == "WorkflowTest-replay-await-timer")
    #expect(second["version"]?.int == 2)
  }

  @Test("a log whose keys are not known is an error with the call to make")
  func unknownKeys() throws {
    try program.file("log.jsonl", "{\"order\":\"o-1\",\"what\":\"Paid\",\"body\":{\"sum\":3}}\n")
    let outcome = try program.run("events", "-l", "log.jsonl")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.lines.isEmpty)
    let errors = outcome.errors.split(separator: "\n")
    #expect(errors.count == 2)
    #expect(
      errors[0]
        == "rewind: log.jsonl: no known system wrote this; a guess: stream order 1 stream"
        + " · type what 1 type · data body object in 100 %; run:")
    #expect(
      errors[1]
        == "rewind events -l log.jsonl --map stream=order --map type=what --map data=body")
  }

  @Test("one event on one line is one, though it holds an array")
  func array() throws {
    try program.file(
      "one.jsonl",
      #"{"order":"o-1","ev":"Created","at":"2026-01-01T10:42:00Z","items":[{"sku":1},{"sku":2}]}"#
        + "\n")
    let words = [
      "--map", "stream=order", "--map", "type=ev", "--map", "timestamp=at", "--map", "data=rest",
    ]
    let outcome = try program.run(["types", "-l", "one.jsonl"] + words)
    #expect(outcome == Outcome(status: 0, output: "1  Created\n", errors: ""))
    let piped = try program.shell(
      "cat one.jsonl | \"$0\" types -l - \(words.joined(separator: " "))")
    #expect(piped == outcome)
    let printed = try program.run(["types", "--from", "cat one.jsonl"] + words)
    #expect(printed == outcome)
  }

  @Test("a short row of a table is a line that is no event; a header alone is told")
  func shortRows() throws {
    let words = ["types", "-l", "log.csv", "--map", "stream=id", "--map", "type=type"]
    try program.file("log.csv", "id,type,at\na-1,A\na-2,B,5\n")
    let outcome = try program.run(words)
    #expect(outcome.status == 3 && outcome.output == "1  B\n")
    #expect(outcome.errors.hasPrefix("rewind: 1 of 2 lines is no event"))
    for (text, reason) in [
      ("id,type,at\n", "the header of a table, and no row below it"),
      (
        "id,type,at\na-1,A\n", "the header of a table has 3 fields, and no row below it has as many"
      ),
    ] {
      try program.file("log.csv", text)
      let refused = try program.run("types", "-l", "log.csv")
      #expect(refused == Outcome(status: 2, output: "", errors: "rewind: log.csv: \(reason)\n"))
    }
  }

  @Test("the call that the error proposes works")
  func proposal() throws {
    try program.file(
      "log.jsonl", "{\"aggregateId\":\"o-1\",\"kind\":\"Paid\",\"body\":{\"sum\":3}}\n")
    let errors = try program.run("state", "o-1", "-l", "log.jsonl").errors
    let call = try #require(errors.split(separator: "\n").last)
    let words = call.split(separator: " ").dropFirst().map(String.init)
    #expect(try program.run(words + ["--path", "sum"]).output == "3\n")
  }

  @Test("the explorer asks whether to open a log of no known system as it is guessed")
  func asked() throws {
    try program.file(
      "log.jsonl", "{\"aggregateId\":\"o-1\",\"kind\":\"Paid\",\"body\":{\"sum\":3}}\n")
    let refused = try program.open("log.jsonl")
    refused.expect("the guess and the question") {
      $0.contains("stream  aggregateId  1 stream") && $0.contains("[Y/n/e]")
    }
    refused.send("n")
    #expect(refused.waitForExit() == .code(2))
    #expect(try program.run("types", "-l", "log.jsonl").status == 2, "nothing is remembered")

    let terminal = try program.open("log.jsonl")
    terminal.expect("the question") { $0.contains("[Y/n/e]") }
    terminal.send("e")
    terminal.expect("the line to edit") { $0.contains("mapping: stream=aggregateId type=kind") }
    terminal.send("\u{17}\u{17}type==Changed data=body\r")
    terminal.expect("what that leads to") {
      $0.contains("=Changed     a constant") && $0.contains("[Y/n/e]")
    }
    // What is typed ahead is for the explorer.
    terminal.send("\r?")
    terminal.expect("the help of the explorer") { $0.contains("Moving") }
    terminal.send("?")
    terminal.expect("the log") { $0.rows[0].contains("log") && $0.contains("o-1") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(try program.run("types", "-l", "log.jsonl").output == "1  Changed\n")
  }

  @Test("no command asks")
  func unasked() throws {
    try program.file(
      "log.jsonl", "{\"aggregateId\":\"o-1\",\"kind\":\"Paid\",\"body\":{\"sum\":3}}\n")
    let terminal = try program.open("types", "-l", "log.jsonl")
    #expect(terminal.waitForExit() == .code(2))
    #expect(!terminal.contains("[Y/n/e]"))
  }

  @Test("map says of a constant that it is one, and which call takes the guess")
  func constant() throws {
    let lines = (0..<40).map { "{\"sensor\":\"s\($0 % 5)\",\"c\":\($0)}\n" }
    try program.file("my log.jsonl", lines.joined())
    let outcome = try program.run("map", "my log.jsonl")
    #expect(outcome.status == 0)
    #expect(
      outcome.output
        == "# stream sensor 5 streams · type =event a constant · data rest object in 100 %\n"
        + "stream=sensor\ntype==event\ndata=rest\n")
    let call =
      "rewind 'my log.jsonl' --map stream=sensor --map 'type==event' --map data=rest"
    #expect(outcome.errors.split(separator: "\n").last.map(String.init) == call)
    let words = ["types", "-l", "my log.jsonl", "--map", "stream=sensor", "--map", "type==event"]
    #expect(try program.run(words).output == "40  event\n")
    #expect(try program.run("map", "my log.jsonl").errors.isEmpty, "it is remembered")
  }

  @Test("what map prints is what --mapping takes, and --map counts more")
  func mapping() throws {
    try program.file(
      "log.jsonl", "{\"stream_name\":\"a-1\",\"type\":\"T\",\"data\":{\"n\":1},\"x\":\"X\"}\n")
    let map = try program.run("map", "log.jsonl")
    #expect(
      map.lines == [
        "# stream stream_name 1 stream · type type 1 type · data data object in 100 %"
          + " · metadata rest 100 %", "stream=stream_name", "type=type", "data=data",
        "metadata=rest",
      ])
    try program.file("mapping", map.output)
    #expect(try program.run("types", "-l", "log.jsonl", "--mapping", "mapping").output == "1  T\n")
    #expect(
      try program.run("types", "-l", "log.jsonl", "--mapping", "mapping", "--map", "type=x").output
        == "1  X\n")
  }

  @Test(
    "a mapping that makes no sense is an error of one line",
    arguments: [
      ("stream", "\"stream\" is no mapping"), ("steam=a", "there is no role \"steam\""),
      ("stream=a", "a mapping needs the role type"),
    ])
  func badMapping(map: String, reason: String) throws {
    try program.file("log.jsonl", "{\"a\":1}\n")
    let outcome = try program.run("types", "-l", "log.jsonl", "--map", map)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("rewind: \(reason)"))
  }

  @Test("nothing is written beside a foreign log")
  func untouched() throws {
    try FileManager.default.createDirectory(
      atPath: program.path("logs"), withIntermediateDirectories: true)
    try program.file("logs/a.jsonl", "{\"s\":\"a-1\",\"t\":\"T\"}\n")
    #expect(
      try program.run("types", "-l", "logs", "--map", "stream=s", "--map", "type=t").status == 0)
    #expect(try program.run("types", "-l", "logs").output == "1  T\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: program.path("logs")) == ["a.jsonl"])
    #expect(try program.run("append", "a-1", "T", "-l", "logs").status == 2)
  }

  @Test("a folder, a glob and standard input are logs")
  func kinds() throws {
    try FileManager.default.createDirectory(
      atPath: program.path("logs"), withIntermediateDirectories: true)
    let line = { (name: String) in "{\"stream_id\":\"\(name)\",\"type\":\"T\",\"data\":{}}\n" }
    try program.file("logs/a.jsonl", line("a-1"))
    try program.file("logs/b.jsonl", line("b-1"))
    #expect(try program.run("streams", "-l", "logs").lines.count == 2)
    #expect(try program.run("streams", "-l", "logs/*.jsonl").lines.count == 2)
    #expect(try program.run("streams", "-l", "-", input: line("c-1")).lines.count == 1)
  }

  private static func line(_ stream: String) -> String {
    "{\"stream_id\":\"\(stream)\",\"type\":\"T\",\"data\":{}}\n"
  }

  @Test("files are read, and streams listed, as people count")
  func counting() throws {
    for number in 1...12 { try program.file("app.\(number)", Self.line("job-\(number)")) }
    let numbers = (1...12).map { "job-\($0)" }
    let events = try program.run("events", "--json", "-l", "app.*").lines
    #expect(try events.map { try JSONText($0)["stream_id"]?.string } == numbers)
    let streams = try program.run("streams", "--json", "-l", "app.*").lines
    #expect(try streams.map { try JSONText($0)["stream"]?.string } == numbers)
  }

  @Test("a byte order mark is no damage, with one line or several")
  func byteOrderMark() throws {
    try program.file("one.jsonl", "\u{FEFF}" + Self.line("a-1").dropLast())
    try program.file("two.jsonl", "\u{FEFF}" + Self.line("a-1") + Self.line("a-2"))
    #expect(try program.run("types", "-l", "one.jsonl").output == "1  T\n")
    #expect(try program.run("types", "-l", "two.jsonl").output == "2  T\n")
    #expect(try program.run("verify", "-l", "two.jsonl").status == 0)
    let marked = try program.run("types", "-l", "one.jsonl", "-l", "two.jsonl")
    #expect(marked.output == "3  T\n")
    #expect(
      try program.run("types", "-l", "-", input: "\u{FEFF}" + Self.line("a-1")).output
        == "1  T\n")
  }

  @Test("a first line with a byte order mark is followed while it is written")
  func markOfGrowingFile() throws {
    let line = Self.line("a-1")
    try program.file("log.jsonl", "\u{FEFF}" + Self.line("a-0") + line.prefix(9))
    let child = try program.start("events", "--follow", "--json", "-l", "log.jsonl")
    #expect(child.nextLine()?.contains("a-0") == true)
    try program.extend("log.jsonl", line.dropFirst(9) + Self.line("a-2"))
    #expect(child.nextLine()?.contains("a-1") == true)
    #expect(child.nextLine()?.contains("a-2") == true)
    child.signal(SIGINT)
    #expect(child.waitForExit() == 130)
  }

  @Test(
    "UTF-16 and UTF-32 are named",
    arguments: [
      (String.Encoding.utf16, "UTF-16"), (.utf16LittleEndian, "UTF-16"),
      (.utf16BigEndian, "UTF-16"), (.utf32, "UTF-32"),
    ])
  func otherEncodings(encoding: String.Encoding, name: String) throws {
    try program.file("log.jsonl", try #require(Self.line("a-1").data(using: encoding)))
    let outcome = try program.run("types", "-l", "log.jsonl")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors
        == "rewind: log.jsonl: this is \(name), a log is UTF-8; make one of it with iconv -f \(name)"
        + " -t UTF-8\n")
  }

  @Test("without a home the explorer opens such a log")
  func homeless() throws {
    program.environment["HOME"] = nil
    try program.file("log.jsonl", Self.line("a-1"))
    let terminal = try program.open("log.jsonl")
    terminal.expect("the log") { $0.rows[0].contains("log") && $0.contains("a-1") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  // MARK: - Import

  @Test("an import makes what is missing, keeps what it changed, and goes on where it stopped")
  func importing() throws {
    let lines = (1...3).map { number in
      "{\"streamId\":\"cart-1\",\"eventType\":\"Added\",\"eventNumber\":\(number - 1),"
        + "\"eventId\":\"e\(number)\",\"created\":\"2026-01-0\(number)T10:00:00+02:00\","
        + "\"data\":{\"n\":\(number)}}\n"
    }
    try program.file("carts.jsonl", lines[0] + lines[1])
    #expect(
      try program.run("import", "carts.jsonl", "store").output
        == "imported 2 events into store\n")
    try program.file("carts.jsonl", lines.joined())
    #expect(
      try program.run("import", "carts.jsonl", "store").output
        == "imported 1 event into store, 2 were there already\n")
    let events = try program.run("events", "--json", "-l", "store").lines.map { try JSONText($0) }
    #expect(events.map { $0["version"]?.int } == [1, 2, 3])
    #expect(events[0]["timestamp"]?.string == "2026-01-01T08:00:00.000000Z")
    #expect(events[0]["id"]?.string?.dropFirst(14).first == "5")
    let imported = events[2]["metadata"]?["imported"]
    #expect(imported?["id"]?.string == "e3")
    #expect(imported?["version"]?.int == 2)
    #expect(try program.run("verify", "-l", "store").status == 0)
  }

  @Test("a mapping of a store is refused by every command, and one of the others beside it is not")
  func mappingOfStore() throws {
    _ = try program.run("init", "store")
    for words in [
      ["streams", "-l", "store"], ["map", "store"], ["import", "store", "other"], ["store"],
      ["store", "./store"], ["projection", "run", "--all", "-l", "store"],
    ] {
      let outcome = try program.run(words + ["--map", "stream=s"])
      #expect(
        outcome
          == Outcome(
            status: 2, output: "",
            errors: "rewind: store: the lines of a store are Rewind's own; leave out --map and"
              + " --mapping\n"), "\(words)")
    }
  }

  @Test("an import goes on where an earlier Rewind copied the same under ids of its own")
  func importedBefore() throws {
    _ = try program.run("init", "store")
    let id = #""id":"0b4c2a3e-6a1e-4d0a-8a53-6f3a3c8e9a01""#
    let stored =
      #"{"stream_id":"cart-1","type":"Made","data":{"n":1},\#(id),"metadata":{"imported":{"timestamp":null}}}"#
    #expect(
      try program.run("append", "--from", "-", "-l", "store", input: stored + "\n").status == 0)
    func log(_ first: Int) -> String {
      (first...2).map { "{\"cart\":\"cart-1\",\"what\":\"Made\",\"body\":{\"n\":\($0)}}\n" }
        .joined()
    }
    let maps = ["--map", "stream=cart", "--map", "type=what", "--map", "data=body"]
    try program.file("carts.jsonl", log(1))
    #expect(
      try program.run(["import", "carts.jsonl", "store"] + maps).output
        == "imported 1 event into store, 1 was there already\n")
    try program.file("carts.jsonl", log(2))
    let other = try program.run(["import", "carts.jsonl", "store"] + maps)
    #expect(other.status == 1 && other.errors.contains("is another event in store: its data"))
  }

  @Test("damaged lines are named, left out, and end an import with 3")
  func damagedImport() throws {
    try program.file(
      "log.jsonl", "{\"stream_id\":\"a\",\"type\":\"T\",\"data\":{}}\nnonsense\n")
    let outcome = try program.run("import", "log.jsonl", "store", "--json")
    #expect(outcome.status == 3)
    #expect(
      outcome.output
        == "{\"imported\":1,\"present\":0,\"damaged\":1,\"store\":\"store\"}\n")
    #expect(outcome.errors.contains("rewind: log.jsonl: the line at byte "))
  }

  @Test(
    "a log that changed is refused with the first line that differs, and nothing is imported",
    arguments: [
      (#"{"gig":"b","kind":"seen","venue":"new"}"#, "data is {\"venue\":\"new\"}"),
      (#"{"gig":"b","kind":"gone","venue":"old"}"#, "type is gone, there it is seen"),
      (#"{"gig":"b","kind":"seen","venue":"old","at":"2026-01-03"}"#, "timestamp is 2026-01-03T"),
    ])
  func changedLog(line: String, reason: String) throws {
    let maps = [
      "--map", "stream=gig", "--map", "type=kind", "--map", "data=rest", "--map", "timestamp=at",
    ]
    let first = #"{"gig":"a","kind":"seen","venue":"old"}"#
    let old = #"{"gig":"b","kind":"seen","venue":"old","at":"2026-01-02"}"#
    try program.file("log.jsonl", "\(first)\n\(old)\n")
    #expect(try program.run(["import", "log.jsonl", "store"] + maps).status == 0)
    let line = line.contains("at") ? line : line.replacing("}", with: #","at":"2026-01-02"}"#)
    let more = #"{"gig":"a","kind":"seen","venue":"x"}"#
    try program.file("log.jsonl", "\(first)\n\(more)\n\(line)\n")
    let outcome = try program.run(["import", "log.jsonl", "store"] + maps)
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasPrefix("rewind: log.jsonl:3: version 1 of b is another event in store"))
    #expect(outcome.errors.contains(reason), "\(outcome.errors)")
    #expect(try program.run("events", "-l", "store").lines.count == 2)
  }

  @Test("the same log under another name is the same")
  func renamedLog() throws {
    let line = #"{"gig":"a","kind":"seen","venue":"old"}"#
    let maps = ["--map", "stream=gig", "--map", "type=kind", "--map", "data=rest"]
    try program.file("one.jsonl", line + "\n")
    #expect(try program.run(["import", "one.jsonl", "store"] + maps).status == 0)
    try program.file("two.jsonl", "\(line)\n\(line)\n")
    #expect(
      try program.run(["import", "two.jsonl", "store"] + maps).output
        == "imported 1 event into store, 1 was there already\n")
  }

  @Test("a mapping that is remembered and fits nothing any more is forgotten with a line")
  func forgotten() throws {
    try program.file("log.jsonl", "{\"s\":\"a-1\",\"t\":\"T\"}\n")
    _ = try program.run("types", "-l", "log.jsonl", "--map", "stream=s", "--map", "type=t")
    try program.file("log.jsonl", "{\"stream_id\":\"b-1\",\"type\":\"U\",\"data\":{}}\n")
    let outcome = try program.run("types", "-l", "log.jsonl")
    #expect(outcome.status == 0)
    #expect(outcome.output == "1  U\n")
    #expect(outcome.errors.contains("it was remembered, and is forgotten now"))
    #expect(try program.run("types", "-l", "log.jsonl").errors.isEmpty)
  }

  @Test(
    "the mapping of a file, a folder or a pattern is remembered until it is forgotten",
    arguments: ["logs/a.jsonl", "logs", "logs/*.jsonl"])
  func forget(log: String) throws {
    try FileManager.default.createDirectory(
      atPath: program.path("logs"), withIntermediateDirectories: true)
    try program.file("logs/a.jsonl", "{\"s\":\"a-1\",\"t\":\"T\"}\n")
    _ = try program.run("types", "-l", log, "--map", "stream=s", "--map", "type=t")
    #expect(try program.run("map", log).lines.dropFirst() == ["stream=s", "type=t"])
    #expect(
      try program.run("map", "--forget", log)
        == Outcome(status: 0, output: "forgot the mapping of \(log)\n", errors: ""))
    #expect(try program.run("types", "-l", log).status == 2)
    #expect(
      try program.run("map", "--forget", "--json", log)
        == Outcome(status: 1, output: "{\"forgotten\":false}\n", errors: ""))
  }

  @Test("the mapping of a log that is gone can be forgotten")
  func forgetGone() throws {
    try program.file("log.jsonl", "{\"s\":\"a-1\",\"t\":\"T\"}\n")
    _ = try program.run("types", "-l", "log.jsonl", "--map", "stream=s", "--map", "type=t")
    try FileManager.default.removeItem(atPath: program.path("log.jsonl"))
    #expect(try program.run("map", "--forget", "log.jsonl").status == 0)
  }

  @Test("nothing is appended to a file, and a line says what can be done")
  func appendToFile() throws {
    try program.file("log.jsonl", Self.line("a-1"))
    #expect(
      try program.run("append", "a-1", "T", "-l", "log.jsonl").errors
        == "rewind: log.jsonl: a file is no store, and nothing is appended to the log of another"
        + " program; rewind import log.jsonl STORE copies it into a store\n")
    #expect(
      try String(contentsOfFile: program.path("log.jsonl"), encoding: .utf8) == Self.line("a-1"))
  }

  @Test("a store without its settings is told from a folder where one can be made")
  func lostSettings() throws {
    #expect(try program.run("init", "store").status == 0)
    #expect(try program.run("append", "a-1", "T", "-l", "store").status == 0)
    try FileManager.default.removeItem(atPath: program.path("store/rewind.json"))
    let line =
      "rewind: store/rewind.json: it is not there, though the log is; put it back, or write"
      + " {\"format\":1} into it\n"
    for words in [["streams", "-l", "store"], ["append", "a-1", "T", "-l", "store"], ["store"]] {
      #expect(try program.run(words).errors == line, "\(words)")
    }
  }

  @Test("a folder of data is not proposed for a store")
  func dataFolder() throws {
    try FileManager.default.createDirectory(
      atPath: program.path("data"), withIntermediateDirectories: true)
    try program.file("data/a.csv", "a,b\n")
    let errors = try program.run("streams", "-l", "data").errors
    #expect(errors.hasPrefix("rewind: data: no store and no log here; name another"))
    #expect(!errors.contains("init"))
  }

  @Test("times that go back stay as they are")
  func timesGoBack() throws {
    let times = ["2026-03-01T00:00:00.000000Z", "2026-02-01T00:00:00.000000Z"]
    try program.file(
      "log.jsonl",
      times.map {
        "{\"stream_id\":\"a\",\"type\":\"T\",\"timestamp\":\"\($0)\",\"data\":{}}\n"
      }.joined())
    _ = try program.run("import", "log.jsonl", "store")
    let lines = try program.run("events", "--json", "-l", "store").lines.map { try JSONText($0) }
    #expect(lines.map { $0["timestamp"]?.string } == times)
    #expect(lines.allSatisfy { $0["metadata"] == nil })
  }

  @Test("a missing time is marked")
  func missingTime() throws {
    try program.file("log.jsonl", "{\"stream_id\":\"a\",\"type\":\"T\",\"data\":{}}\n")
    #expect(try program.run("import", "log.jsonl", "store").status == 0)
    let line = try JSONText(try program.run("events", "--json", "-l", "store").lines[0])
    #expect(line["metadata"]?["imported"]?["timestamp"]?.isNull == true)
    #expect(line["timestamp"]?.string?.hasPrefix("20") == true)
  }
}
