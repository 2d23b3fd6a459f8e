import Foundation
import Rewind
import TestSupport
import Testing

@Suite("Bad input: a clear line, and the rest goes on")
struct BadInputTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
  }

  private static let good = "{\"stream_id\":\"a-1\",\"type\":\"T\",\"data\":{}}\n"

  @Test(
    "a broken line between good ones is named, and its neighbours are read",
    arguments: [
      "nonsense", "{", "{\"stream_id\":\"a-1\"}", "[]", "{\"stream_id\":\"a-1\",\"type\":\"T\",}",
      "{\"stream_id\":\"a-1\",\"type\":\"T\",\"data\":tru}",
      String(repeating: "[", count: 100_000),
    ])
  func brokenLine(line: String) throws {
    try program.file("log.jsonl", Self.good + line + "\n" + Self.good)
    let outcome = try program.run("events", "--json", "-l", "log.jsonl")
    #expect(outcome.status == 3)
    #expect(try outcome.lines.map { try JSONText($0)["position"]?.int } == [1, 3])
    #expect(
      outcome.errors.contains("\nrewind: log.jsonl: the line at byte 41 (position 2) is no event"))
    #expect(outcome.errors.split(separator: "\n").count == 2)
    let verified = try program.run("verify", "--deep", "-l", "log.jsonl")
    #expect(verified.status == 1)
    #expect(verified.lines[0].hasPrefix("log.jsonl:2: damage: "))
  }

  @Test("invalid UTF-8 is damage, in the envelope and in the data")
  func invalidUTF8() throws {
    var bytes = Data(Self.good.utf8)
    bytes +=
      Data("{\"stream_id\":\"a-1\",\"type\":\"T\",\"data\":\"".utf8) + [0xFF] + Data("\"}\n".utf8)
    bytes += Data(Self.good.utf8)
    try program.file("log.jsonl", bytes)
    #expect(try program.run("verify", "--deep", "-l", "log.jsonl").status == 1)
    #expect(try program.run("events", "-l", "log.jsonl").lines.count == 2)
  }

  @Test("a word of the call that is no UTF-8 is refused, since it would name another stream")
  func invalidWord() throws {
    _ = try program.run("init", "store")
    let call = "exec \"$0\" append $'s-\\xff' T -l store"
    let child = try program.shell(call)
    #expect(child.status == 2)
    #expect(child.errors == "rewind: word 2 of the call is no UTF-8; give it in UTF-8\n")
  }

  @Test(
    "a line to append that is not understood whole is refused, and says what came before it",
    arguments: [
      (#"{"stream_id":"a-1","type":"T","dataa":{}}"#, #"the key "dataa" is not known"#),
      (#"{"stream_id":"a-\ud800","type":"T"}"#, "half a surrogate pair at stream_id"),
      (#"{"stream_id":"a-1","type":"T\uDFFF"}"#, "half a surrogate pair at type"),
    ])
  func lineToAppend(line: String, reason: String) throws {
    _ = try program.run("init", "store")
    let outcome = try program.run("append", "--from", "-", "-l", "store", input: Self.good + line)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("rewind: standard input:2: \(reason)"))
    #expect(
      outcome.errors.hasSuffix(
        "the lines before it are appended, nothing behind it is; call again from line 2 on, those "
          + "before it would come twice\n"))
    let first = try program.run("append", "--from", "-", "-l", "store", input: line)
    #expect(first.errors.hasSuffix("; nothing is appended\n"))
    #expect(try program.run("events", "-l", "store").lines.count == 1)
  }

  @Test("numbers beyond 64 bits and 1e400 are kept as they are spelled")
  func numbers() throws {
    let data = "[1e400,123456789012345678901234567890,-0.10]"
    try program.file("log.jsonl", "{\"stream_id\":\"a\",\"type\":\"T\",\"data\":\(data)}\n")
    #expect(try program.run("events", "--json", "-l", "log.jsonl").output.contains(data))
    #expect(try program.run("state", "a", "-l", "log.jsonl", "--json").output.contains(data))
  }

  @Test("an empty file is a log without events")
  func emptyFile() throws {
    try program.file("log.jsonl", "")
    #expect(
      try program.run("events", "-l", "log.jsonl") == Outcome(status: 0, output: "", errors: ""))
    #expect(try program.run("verify", "-l", "log.jsonl").status == 0)
  }

  @Test("a file without JSON objects says what a log is")
  func noObjects() throws {
    try program.file("log.jsonl", "one\ntwo\n")
    #expect(
      try program.run("events", "-l", "log.jsonl").errors
        == "rewind: log.jsonl: no line is a JSON object; a log has one event a line\n")
  }

  @Test("what is no log is told as what it is")
  func notALog() throws {
    for (name, text, reason) in [
      (
        "empty.jsonl", "{}\n{}\n", "its objects are empty, so that nothing in it is an event"
      ),
      (
        "table.csv", "id,type\n1\n2\n3,B\n",
        "the header of a table has 2 fields, and of the first 3 rows below it only 1 has as many"
      ),
    ] {
      try program.file(name, text)
      let outcome = try program.run("events", "-l", name)
      #expect(outcome == Outcome(status: 2, output: "", errors: "rewind: \(name): \(reason)\n"))
    }
  }

  @Test("text around the objects is told with a command that opens them")
  func textAround() throws {
    for (text, types) in [
      (
        "event: x\ndata: {\"s\":\"a\",\"type\":\"T\"}\n\ndata: {\"s\":\"a\",\"type\":\"U\"}\n\n",
        "1  T\n1  U\n"
      ),
      ("2026-01-02T03:04:05Z {\"s\":\"a\",\"type\":\"T\"}\n", "1  T\n"),
      ("shop-1 | {\"s\":\"a\",\"type\":\"T\"}\n", "1  T\n"),
    ] {
      try program.file("a log.txt", text)
      let outcome = try program.run("types", "-l", "a log.txt")
      #expect(outcome.status == 2 && outcome.errors.hasPrefix("rewind: a log.txt: this is a "))
      let call = try #require(
        outcome.errors.firstMatch(of: /; (.* \| )rewind .* opens what is in it/))
      let mapped = "\"$0\" types -l - --map stream=s --map type=type"
      let opened = try program.shell("\(call.1)\(mapped)")
      #expect(opened == Outcome(status: 0, output: types, errors: ""))
    }
  }

  @Test("a row that is cut is no event and no damage, and verify tells it in a table's words")
  func cutRow() throws {
    try program.file("log.csv", "stream_id,type,n\na,T,1\na,U,\"2\n")
    let words = ["-l", "log.csv", "--map", "stream=stream_id", "--map", "type=type"]
    #expect(
      try program.run(["types"] + words) == Outcome(status: 0, output: "1  T\n", errors: ""))
    #expect(
      try program.run(["verify"] + words).output
        == "log.csv:3: torn tail: a quote in the last row is not closed; it was cut or is still being"
        + " written\n1 event in 1 stream: torn tail 1\n")
    try program.file("log.csv", "stream_id,type,n\na,T,1\na,U\na,V,3")
    let outcome = try program.run(["events"] + words)
    #expect(outcome.status == 3 && outcome.lines.count == 2)
    #expect(
      outcome.errors.contains(
        "log.csv: line 3 (position 2) is no event: 2 fields, and the header 3\n"))
  }

  @Test("an id that no event has is told, and an empty one is a wrong call")
  func unknownID() throws {
    try program.file(
      "log.jsonl", #"{"stream_id":"a","type":"T","id":"e-1","data":1}"# + "\n")
    for (option, role) in [("--id", "id"), ("--correlation", "correlation id")] {
      #expect(
        try program.run("events", "-l", "log.jsonl", option, "nope")
          == Outcome(
            status: 1, output: "",
            errors: "rewind: no event with the \(role) nope in the 1 event of this log\n"))
      let empty = try program.run("events", "-l", "log.jsonl", option, "")
      #expect(empty.status == 2)
      #expect(empty.errors.hasPrefix("rewind: \(option) takes an id, and the one given is empty"))
    }
    let other = try program.run(
      "events", "-l", "log.jsonl", "--id", "e-1", "--type", "T", "--after", "5")
    #expect(other == Outcome(status: 0, output: "", errors: ""))
  }

  @Test("a table with more bad rows than good ones is one, and the bad rows are told")
  func badRows() throws {
    try program.file("log.csv", "stream_id,type,at\na,T\n2\na,U,2026-01-02\n4\n")
    let mapping = ["--map", "stream=stream_id", "--map", "type=type", "--map", "timestamp=at"]
    let outcome = try program.run(["streams", "-l", "log.csv"] + mapping)
    #expect(outcome.status == 3)
    #expect(outcome.lines.count == 1)
    #expect(outcome.errors.contains("3 of 4 lines are no event"))
  }

  @Test("two documents on one line are named, with what parts them")
  func twoDocuments() throws {
    let line = #"{"stream_id":"a","type":"T","data":1}"#
    try program.file("log.jsonl", "\(line)\n\(line)\(line)\n\(line)\n")
    let outcome = try program.run("verify", "-l", "log.jsonl")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        "more than one document on the line, the next from byte \(line.count) on; jq -c . puts each"
          + " on a line of its own"))
  }

  @Test("a file without permission is an error of one line")
  func noPermission() throws {
    try program.file("log.jsonl", Self.good)
    chmod(program.path("log.jsonl"), 0)
    // Root may read everything, unless it gives that up.
    let rights = "-dac_override,-dac_read_search"
    let wrapper =
      getuid() == 0
      ? ["/usr/bin/setpriv", "--bounding-set=\(rights)", "--inh-caps=\(rights)"] : ["/usr/bin/env"]
    let words = Array(wrapper.dropFirst()) + [PseudoTerminal.product("rewind")]
    let terminal = try PseudoTerminal(
      running: wrapper[0], words + ["events", "-l", "log.jsonl"], in: program.folder)
    #expect(terminal.waitForExit() == .code(2))
    #expect(
      String(decoding: terminal.output, as: UTF8.self)
        == "rewind: log.jsonl: cannot open: Permission denied\r\n")
  }

  @Test("a stream's name is only a name, whatever is in it")
  func pathAsName() throws {
    _ = try program.run("init", "store")
    let name = "../../x-1"
    #expect(try program.run("append", name, "T", "-l", "store").status == 0)
    #expect(try program.run("state", name, "-l", "store").status == 0)
    #expect(try program.run("streams", "-l", "store", "--category", "../../x").lines.count == 1)
    #expect(!FileManager.default.fileExists(atPath: program.path("../../x-1")))
  }

  @Test("a 100 MB line is named as too long, and its neighbours are read")
  func longLine() throws {
    var bytes = Data(Self.good.utf8)
    bytes += Data("{\"stream_id\":\"a-1\",\"type\":\"T\",\"data\":\"".utf8)
    bytes += Data(repeating: UInt8(ascii: "x"), count: 100 << 20) + Data("\"}\n".utf8)
    bytes += Data(Self.good.utf8)
    try program.file("log.jsonl", bytes)
    let outcome = try program.run("events", "-l", "log.jsonl")
    #expect(outcome.lines.count == 2)
    #expect(outcome.errors.contains("longer than 64 MiB"))
  }

  // MARK: - A store's own damage

  @Test(
    "a torn tail is seen by no reader, and moved aside by the next append",
    arguments: [
      "{\"position\":2,\"stream_id\":\"a-1\",\"vers",
      #"{"position":2,"stream_id":"a-1","version":2,"batch":[1,2],"type":"T","id":"i","#
        + #""timestamp":"2026-01-02T03:04:05.678901Z","data":{}}"# + "\n",
    ])
  func tornTail(tail: String) throws {
    _ = try program.run("init", "store")
    _ = try program.run("append", "a-1", "T", "-l", "store")
    try program.extend("store/log/0000000000000001.jsonl", tail)
    #expect(try program.run("events", "-l", "store").lines.count == 1)
    let verified = try program.run("verify", "-l", "store")
    #expect(verified.status == 0)
    #expect(verified.output.contains("torn tail"))
    #expect(try program.run("append", "a-1", "T", "-l", "store").output == "a-1 v2  @2\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.path("store/log"))
    let torn = try #require(names.first { $0.hasPrefix("torn-2-") })
    #expect(try String(contentsOfFile: program.path("store/log/\(torn)"), encoding: .utf8) == tail)
    #expect(
      try program.run("verify", "-l", "store").output == "2 events in 1 stream: nothing wrong\n")
  }

  @Test("damage refuses appends until verify --repair has moved it aside")
  func repair() throws {
    _ = try program.run("init", "store")
    _ = try program.run("append", "a-1", "T", "-l", "store")
    try program.extend("store/log/0000000000000001.jsonl", "nonsense\n")
    let refused = try program.run("append", "a-1", "T", "-l", "store")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("rewind verify --repair"))
    #expect(try program.run("verify", "-l", "store").status == 1)
    let repaired = try program.run("verify", "--repair", "-l", "store")
    #expect(repaired.status == 0)
    #expect(repaired.lines[0] == "moved aside: 1 damaged line")
    let names = try FileManager.default.contentsOfDirectory(atPath: program.path("store/log"))
    let aside = try #require(names.first { $0.hasPrefix("damaged-2-") })
    #expect(
      try String(contentsOfFile: program.path("store/log/\(aside)"), encoding: .utf8)
        == "nonsense\n")
    #expect(try program.run("append", "a-1", "T", "-l", "store").output == "a-1 v2  @3\n")
  }

  @Test(
    "what a repair moved aside keeps nobody from anything, and is told by verify and the explorer")
  func movedAside() throws {
    _ = try program.run("init", "store")
    let line = { (number: Int) in
      #"{"stream_id":"a-\#(number % 2)","type":"T","data":{"n":\#(number)}}"# + "\n"
    }
    try program.file("lines", (1...4).map(line).joined())
    _ = try program.run("append", "--from", "lines", "-l", "store")
    let path = "store/log/0000000000000001.jsonl"
    let text = try String(contentsOfFile: program.path(path), encoding: .utf8)
    try program.file(path, text.replacing("{\"position\":2", with: "x\"position\":2"))
    #expect(try program.run("events", "-l", "store").status == 3)
    #expect(try program.run("verify", "--repair", "-l", "store").status == 0)
    #expect(try program.run("append", "a-1", "T", "-l", "store").output == "a-1 v3  @5\n")
    let events = try program.run("events", "--json", "-l", "store")
    #expect(events.status == 0)
    #expect(try events.lines.map { try JSONText($0)["position"]?.int } == [1, 3, 4, 5])
    #expect(try program.run("projection", "rebuild", "streams", "-l", "store").status == 0)
    #expect(try program.run("import", "store", "copy").status == 0)
    let verified = try program.run("verify", "-l", "store")
    #expect(
      verified.lines[0].contains(":2: gap: a repair moved what was here aside, into damaged-2-"))
    #expect(verified.lines.last == "4 events in 2 streams: gap 2")
    let terminal = try program.open("store", "--at", "@2")
    terminal.expect("the place") {
      $0.contains("moved aside") && $0.contains("Event 2 · moved aside")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("a last line that is cut is told by verify, and one that only lacks its end is an event")
  func cutLastLine() throws {
    try program.file("log.jsonl", Self.good + Self.good.dropLast(2))
    let cut = try program.run("verify", "-l", "log.jsonl")
    #expect(cut.status == 0)
    #expect(
      cut.output
        == "log.jsonl:2: torn tail: what is at the end, from byte 41 on, is no whole line, which was cut or is still being"
        + " written\n1 event in 1 stream: torn tail 1\n")
    try program.file("log.jsonl", Self.good + Self.good.dropLast())
    #expect(
      try program.run("verify", "-l", "log.jsonl").output
        == "2 events in 1 stream: nothing wrong\n")
  }

  @Test("gaps, repeats and disorder of a log's own numbers are reported, with the line")
  func numbersOfTheLog() throws {
    let line = { (version: Int) in
      "{\"stream_id\":\"a\",\"version\":\(version),\"type\":\"T\",\"data\":{}}\n"
    }
    try program.file("log.jsonl", [1, 3, 3, 2].map(line).joined())
    let outcome = try program.run("verify", "--json", "-l", "log.jsonl")
    #expect(outcome.status == 0)
    let problems = try outcome.lines.map { try JSONText($0) }
    #expect(problems.map { $0["problem"]?.string } == ["gap", "repeat", "disorder"])
    #expect(problems.map { $0["line"]?.int } == [2, 3, 4])
  }
}
