import Foundation
import TestSupport
import Testing
import TextUI

@testable import RewindCLI

@Suite("Several logs in one explorer")
struct SeveralLogsTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    for store in ["bank", "staging"] {
      _ = try program.run("init", store)
      for version in 1...3 {
        _ = try program.run(
          "append", "account-\(store)", "Deposited", "--data", "{\"balance\":\(version)}",
          "-l", store)
      }
    }
  }

  private func isAt(_ place: String) -> (PseudoTerminal) -> Bool {
    { $0.rows[0].contains(place) }
  }

  @Test("the folder of code that the call names is that of each of them")
  func code() throws {
    try FileManager.default.createDirectory(
      atPath: program.path("code/aggregates"), withIntermediateDirectories: true)
    try program.file(
      "code/aggregates/account.js",
      "export default { Deposited(s, e) { s.twice = 2 * e.data.balance } }")
    let terminal = try program.open("bank", "staging", "--with", "code")
    terminal.expect("the list") { $0.rows[3].contains("2 staging") }
    terminal.send("\r")
    terminal.expect("the first log's streams") { $0.contains("account-bank") }
    terminal.send("\r")
    terminal.expect("a state by the script") { $0.contains("· account.js") && $0.contains("twice") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("a journey: the list, into one, to the next, back to the place left, while events come")
  func journey() throws {
    let terminal = try program.open("bank", "staging", "nowhere", "--utc")
    terminal.expect("the list, with what could not be opened") { terminal in
      terminal.rows[2].contains("1 bank") && terminal.rows[2].contains("3 events")
        && terminal.rows[3].contains("2 staging") && terminal.rows[3].contains("3 events")
        && terminal.rows[4].contains("3 nowhere  ! cannot open: No such file or directory")
    }
    terminal.send("\r")
    terminal.expect("the first log's streams") { $0.contains("account-bank") }
    terminal.send("\r")
    terminal.expect("its stream", until: isAt("1/3 bank › account › account-bank"))
    terminal.send("2v")
    terminal.expect("a version", until: isAt("v2 of 3"))
    terminal.send(">")
    terminal.expect("the next log") {
      $0.rows[0].contains("2/3 staging") && $0.contains("account-staging")
    }
    _ = try program.run("append", "account-bank", "Deposited", "-l", "bank")
    terminal.send("B")
    terminal.expect("what is new in the other") { $0.rows[2].contains("+1 new") }
    terminal.send("g\r")
    terminal.expect("the place that was left") {
      $0.rows[0].contains("1/3 bank › account › account-bank") && $0.rows[0].contains("v2 of 3")
    }
    terminal.send("\u{1B}")
    terminal.expect("its streams", until: isAt("1/3 bank  "))
    terminal.send("\u{1B}")
    terminal.expect("the list", until: isAt("logs"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(2))
    #expect(terminal.hasModesAsFound)
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(text.contains("rewind: nowhere: cannot open: No such file or directory"))
  }

  @Test("one that could not be opened is there as soon as it can be")
  func later() throws {
    let terminal = try program.open("bank", "late")
    terminal.expect("that it is not there") { $0.rows[3].contains("2 late  ! cannot open") }
    let lines = #"{"stream":"a-1","kind":"T","body":{}}"# + "\n"
    try program.file("late", lines)
    terminal.expect("what is wrong now") { $0.rows[3].contains("no known system wrote this") }
    try FileManager.default.removeItem(atPath: program.path("late"))
    _ = try program.run("init", "late")
    _ = try program.run("append", "late-1", "Deposited", "-l", "late")
    terminal.expect("its events") {
      $0.rows[3].contains("1 event") && $0.contains("late: opened")
    }
    terminal.send("j\r")
    terminal.expect("its streams") { $0.contains("late-1") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("one that is replaced, removed or torn while it is open harms no other")
  func trouble() throws {
    let line = { (stream: String) in "{\"stream_id\":\"\(stream)\",\"type\":\"T\",\"data\":{}}\n" }
    try program.file("one.jsonl", line("one-1"))
    try program.file("two.jsonl", line("two-1"))
    let terminal = try program.open("bank", "one.jsonl", "two.jsonl")
    terminal.expect("the list") { $0.rows[4].contains("1 event") }
    terminal.send("\r")
    terminal.expect("the first log") { $0.contains("account-bank") }
    try FileManager.default.removeItem(atPath: program.path("one.jsonl"))
    terminal.expect("a word of the one that is gone") {
      $0.contains("! one: one.jsonl: cannot open")
    }
    terminal.send("B")
    terminal.expect("the same in the list") { $0.rows[3].contains("one   ! cannot open") }
    try program.file("one.jsonl", line("other-1") + line("other-2"))
    try program.extend("two.jsonl", "{\"stream_id\":\"two-2\"")
    try program.extend("two.jsonl", "\nnonsense\n")
    terminal.expect("both as they are now") { terminal in
      terminal.rows[2].contains("3 events") && terminal.rows[3].contains("2 events")
        && terminal.rows[4].contains("2 damaged")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("standard input is one of them, and the others do not wait for its end")
  func standardInput() throws {
    mkfifo(program.path("fifo"), 0o600)
    let terminal = try PseudoTerminal(
      running: "/bin/sh",
      [
        "-c",
        "(cat fifo; echo '{\"stream_id\":\"piped-1\",\"type\":\"T\",\"data\":{}}') | \"$0\" bank -",
        PseudoTerminal.product("rewind"),
      ],
      environment: program.environment.mapValues { $0 }, in: program.folder)
    terminal.expect("the store, while the pipe is open") {
      $0.rows[2].contains("3 events") && $0.rows[3].contains("standard input  reading")
    }
    terminal.send("j\r")
    terminal.expect("a log that is still to come") { $0.contains("Reading the log.") }
    try FileHandle(forWritingTo: URL(fileURLWithPath: program.path("fifo"))).close()
    terminal.expect("its stream") { $0.contains("piped-1") }
    terminal.send("\r")
    terminal.expect("its event", until: isAt("2/2 standard input › piped › piped-1"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("a log that is named twice is opened once")
  func twice() throws {
    let terminal = try program.open("bank", "./bank/", "\(program.folder)/staging/../bank")
    terminal.expect("the streams of the one log") {
      $0.rows[0].hasPrefix(" bank ") && $0.contains("account-bank")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("several -l are one log beside those of the words")
  func together() throws {
    let line = { (stream: String) in "{\"stream_id\":\"\(stream)\",\"type\":\"T\",\"data\":{}}\n" }
    try program.file("1.jsonl", line("part-1"))
    try program.file("2.jsonl", line("part-2"))
    let terminal = try program.open("bank", "-l", "1.jsonl", "-l", "2.jsonl")
    terminal.expect("two logs") {
      $0.rows[0].contains("2 logs · 5 events") && $0.rows[3].contains("2 events")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("several files are one log by time, which the screen says; what comes late is marked")
  func byTime() throws {
    func line(_ stream: String, _ second: Int) -> String {
      "{\"stream_id\":\"\(stream)\",\"type\":\"T\",\"timestamp\":\"2026-01-02T03:04:0\(second)Z\",\"data\":{}}\n"
    }
    try program.file("1.jsonl", line("part-1", 1) + line("part-1", 4))
    try program.file("2.jsonl", line("part-2", 3))
    let logs = ["-l", "1.jsonl", "-l", "2.jsonl"]
    #expect(
      try program.run(["verify"] + logs).output
        == "3 events in 2 streams of 2 files, by time: nothing wrong\n")
    let events = try program.run(["events", "--json"] + logs)
    #expect(events.lines.map { $0.contains("part-2") } == [false, true, false])
    let terminal = try program.open("bank", "-l", "1.jsonl", "-l", "2.jsonl")
    terminal.expect("both logs") { $0.rows[3].contains("3 events") }
    terminal.send("j")
    terminal.expect("the order in About") { screen in
      screen.rows.contains { $0.contains("files") && $0.contains("2 files, by time") }
    }
    terminal.send("\rA")
    terminal.expect("all events") { $0.contains("3 of 3") }
    try program.extend("2.jsonl", line("part-2", 2))
    terminal.expect("that one came") { $0.contains("+1 new") }
    terminal.send("F")
    terminal.expect("the late one, marked") { screen in
      screen.rows.contains { $0.contains("4!") && $0.contains("part-2") }
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("where none can be opened, each is an error of one line, and no explorer comes")
  func none() throws {
    try program.file("odd.jsonl", "{\"order\":\"o-1\",\"what\":\"Paid\",\"body\":{\"sum\":3}}\n")
    let outcome = try program.run("nowhere", "odd.jsonl")
    #expect(outcome.status == 2)
    let errors = outcome.errors.split(separator: "\n")
    #expect(errors.count == 2)
    #expect(errors[0] == "rewind: nowhere: cannot open: No such file or directory")
    // The call that is proposed is about the one log alone.
    #expect(errors[1].contains("run: rewind odd.jsonl --map "))
  }
}
