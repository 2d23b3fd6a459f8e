import Glibc
import TestSupport
import Testing
import TextUI

@Suite("A program in a terminal")
struct PseudoTerminalTests {
  private func shell(_ script: String) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: "/bin/sh", ["-c", script], environment: ["NAME": "world"],
      size: Size(columns: 30, rows: 5))
  }

  @Test("the screen is what the program has written")
  func screen() throws {
    let terminal = try shell("printf 'hello %s \\033[1;31mred\\033[0m' $NAME; read line")
    terminal.expect("the greeting") { $0.contains("hello world red") }
    let place = try #require(terminal.place(of: "red"))
    #expect(place == Point(column: 12, row: 0))
    let style = terminal.cell(column: place.column, row: place.row)?.style
    #expect(style == Style(foreground: .red, isBold: true))
    #expect(terminal.cursor == Point(column: 15, row: 0))
    #expect(terminal.wrote("\u{1B}[1;31mred"))
    terminal.send("\r")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("the program reads what is typed, and its exit is known")
  func typing() throws {
    let terminal = try shell("read line; echo \"got $line\"; exit 7")
    terminal.send("abc\r")
    #expect(terminal.waitForExit() == .code(7))
    #expect(terminal.contains("got abc"))
  }

  @Test("a program that a signal kills says so")
  func killed() throws {
    let terminal = try shell("echo ready; exec sleep 100")
    terminal.expect("it has begun") { $0.contains("ready") }
    terminal.signal(SIGTERM)
    #expect(terminal.waitForExit() == .signal(SIGTERM))
  }

  @Test("the program sees a new size")
  func resizing() throws {
    let terminal = try shell("stty size; read line; stty size")
    terminal.expect("the first size") { $0.contains("5 30") }
    terminal.resize(Size(columns: 40, rows: 8))
    terminal.send("\r")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.contains("8 40"))
  }

  @Test("a key can be split after its first byte")
  func splitKey() throws {
    let terminal = try shell(
      "stty raw -echo; echo ready; dd bs=9 count=1 2>/dev/null | od -An -tx1;"
        + "dd bs=9 count=1 2>/dev/null | od -An -tx1")
    terminal.expect("it reads keys") { $0.contains("ready") }
    terminal.press(.up, pausingAfterFirstByte: 5)
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.contains("1b") && terminal.contains("5b 41"))
  }

  @Test("a screen that never comes is an issue that shows the screen")
  func neverShown() throws {
    let terminal = try shell("echo something else; read line")
    withKnownIssue {
      terminal.expect("the moon", within: .milliseconds(100)) { $0.contains("moon") }
    } matching: {
      $0.comments.contains { "\($0)".contains("something else") }
    }
  }
}
