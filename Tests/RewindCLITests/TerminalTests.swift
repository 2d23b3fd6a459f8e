import Foundation
import Rewind
import TestSupport
import Testing

@Suite("In a terminal, and without one")
struct TerminalTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    _ = try program.run("init", "store")
  }

  private static let hostile =
    #"{"stream_id":"a\u001b[31m-1","type":"T\u0007","data":{"n":"\u009b2J\u202e"}}"#

  @Test("what a terminal would obey is shown as glyphs, in text and in JSON")
  func escaped() throws {
    let raw = "{\"stream_id\":\"b\u{9B}31m-1\",\"type\":\"\u{202E}T\",\"data\":{\"n\":\"\u{7F}\"}}"
    _ = try program.run(
      "append", "--from", "-", "-l", "store", input: Self.hostile + "\n" + raw + "\n")
    for words in [["events"], ["events", "--json"], ["streams"], ["types"]] {
      let terminal = try PseudoTerminal(
        running: PseudoTerminal.product("rewind"), words + ["-l", "store"],
        environment: program.environment.mapValues { $0 }, in: program.folder)
      #expect(terminal.waitForExit() == .code(0))
      let text = String(decoding: terminal.output, as: UTF8.self)
      let raw = text.unicodeScalars.filter { scalar in
        (scalar.value < 0x20 && scalar != "\n" && scalar != "\r")
          || (0x7F..<0xA0).contains(scalar.value) || scalar == "\u{202E}"
      }
      #expect(raw.isEmpty, "\(words): \(raw.map(\.value))")
      #expect(text.contains(words.contains("--json") ? "\\u009b" : "T"))
    }
  }

  @Test("JSON stays the same value when it is escaped for a terminal")
  func escapedJSON() throws {
    _ = try program.run(
      "append", "a-1", "T", "--data", "{\"n\":\"\u{9B}\u{202E}\u{7F}é😀\"}", "-l", "store")
    let terminal = try program.open("events", "--json", "-l", "store")
    #expect(terminal.waitForExit() == .code(0))
    let line = String(decoding: terminal.output, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try JSONText(line)["data"]?["n"]?.string == "\u{9B}\u{202E}\u{7F}é😀")
  }

  @Test("without a terminal the explorer says what to call instead")
  func noTerminal() throws {
    let outcome = try program.run("store")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.contains("rewind events -l store"))
  }

  @Test("an unknown TERM is an error of one line, and the terminal is left as it was")
  func unknownTerminal() throws {
    program.environment["TERM"] = "no-such-terminal"
    let terminal = try program.open("store")
    #expect(terminal.waitForExit() == .code(2))
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(text.contains("rewind: "))
    #expect(text.contains("no-such-terminal"))
    #expect(terminal.hasModesAsFound)
  }

  @Test("the explorer opens a store, and q leaves the terminal as it was found")
  func openAndQuit() throws {
    _ = try program.run("append", "account-1", "Opened", "-l", "store")
    let terminal = try program.open("store")
    terminal.expect("the stream") { $0.contains("account-1") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.hasModesAsFound)
    #expect(!terminal.isAlternateScreen)
  }

  @Test("what comes through a pipe is shown while it comes, and to its end")
  func comingLog() throws {
    mkfifo(program.path("fifo"), 0o600)
    let terminal = try PseudoTerminal(
      running: "/bin/sh", ["-c", "cat fifo | \"$0\" -", PseudoTerminal.product("rewind")],
      environment: program.environment.mapValues { $0 }, in: program.folder)
    let writer = try FileHandle(forWritingTo: URL(fileURLWithPath: program.path("fifo")))
    let line = { (stream: String) in
      Data("{\"stream_id\":\"\(stream)\",\"type\":\"T\",\"data\":{}}\n".utf8)
    }
    try writer.write(contentsOf: line("part-1"))
    terminal.expect("the first event") { $0.rows[0].contains("1 event") && $0.contains("part-1") }
    try writer.write(contentsOf: line("part-2") + line("part-3"))
    terminal.expect("the others") { $0.rows[0].contains("3 events") && $0.contains("part-3") }
    try writer.close()
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("a log on standard input is explored with the terminal's keys")
  func standardInput() throws {
    try program.file("log.jsonl", "{\"stream_id\":\"account-7\",\"type\":\"T\",\"data\":{}}\n")
    let terminal = try PseudoTerminal(
      running: "/bin/sh", ["-c", "\"$0\" - < log.jsonl", PseudoTerminal.product("rewind")],
      environment: program.environment.mapValues { $0 }, in: program.folder)
    terminal.expect("the stream") { $0.contains("account-7") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }
}
