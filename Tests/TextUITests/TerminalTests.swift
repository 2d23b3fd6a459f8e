import Foundation
import Glibc
import TestSupport
import Testing
import TextUI

/// Runs the probe, a small program that shows what `Curses.Terminal` reports, in a terminal.
private func probe(
  _ sample: String = "", environment: [String: String?] = [:],
  size: Size = Size(columns: 60, rows: 12)
) throws -> PseudoTerminal {
  // Swift's own crash reporter would ask questions on the terminal.
  let quiet: [String: String?] = ["SWIFT_BACKTRACE": "enable=no"]
  return try PseudoTerminal(
    running: PseudoTerminal.product("TerminalProbe"), [sample],
    environment: environment.merging(quiet) { first, _ in first }, size: size)
}

extension PseudoTerminal {
  fileprivate func expectProbe(sourceLocation: SourceLocation = #_sourceLocation) {
    expect("the probe", sourceLocation: sourceLocation) {
      $0.contains("Probe") && ($0.contains("━┛") || $0.contains("=#"))
    }
  }

  /// Whether it is all as it was before the program.
  fileprivate var isAsFound: Bool {
    !isAlternateScreen && isCursorVisible && !isMouseOn && !isPasteMarked && hasModesAsFound
  }
}

@Suite("The terminal: drawing")
struct TerminalDrawingTests {
  @Test("a canvas is shown with its styles and its cursor")
  func styles() throws {
    let terminal = try probe("日本 e\u{301} 👍🏽|")
    terminal.expectProbe()
    #expect(terminal.isAlternateScreen && terminal.isPasteMarked && !terminal.isMouseOn)
    #expect(terminal.rows[0] == "┏ Probe " + String(repeating: "━", count: 44) + " 60x12 ┓")
    #expect(terminal.rows[1].hasPrefix("┃ 日本 e\u{301} 👍|"))
    #expect(terminal.cell(column: 2, row: 2)?.style == Style(foreground: .red, isBold: true))
    #expect(terminal.cell(column: 6, row: 2)?.style == Style(foreground: .palette(10)))
    #expect(
      terminal.cell(column: 13, row: 2)?.style == Style(isReversed: true, isUnderlined: true))
    #expect(terminal.cursor == Point(column: 2, row: 2) && terminal.isCursorVisible)
    terminal.send("h")
    terminal.expect("a hidden cursor") { !$0.isCursorVisible }
  }

  @Test("nothing raw is sent, and the columns hold")
  func hostile() throws {
    let sample = "A\u{1B}[2JB\u{9B}3mC\u{202E}D\u{200B}E\u{7F}F\u{7}a\u{200D}🇩🫨\u{E000}न\u{93F}|"
    let terminal = try probe(sample)
    terminal.expectProbe()
    #expect(terminal.rows[1].hasPrefix("┃ A␛[2JB␦3mC⇄D␢E␡F␇a␢D"))
    #expect(terminal.cell(column: 59, row: 1)?.text == "┃")
    for raw in ["\u{9B}", "\u{202E}", "\u{200B}", "\u{200D}", "\u{7F}", "\u{7}", "\u{E000}"] {
      #expect(!terminal.wrote(raw))
    }
    #expect(!terminal.wrote("\u{1B}[2JB"))
  }

  @Test(
    "pictures of several scalars are sent whole, and the columns hold where they are not known",
    arguments: ["👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "🏳️‍🌈", "❤️", "1️⃣"])
  func pictures(picture: String) throws {
    // This terminal knows none of them: it shows the parts side by side.
    let terminal = try probe("\(picture)\(picture)日本 the rest|")
    terminal.expectProbe()
    #expect(terminal.wrote(picture))
    #expect(terminal.cell(column: 6, row: 1)?.text == "日")
    #expect(terminal.rows[1].contains("日本 the rest| "))
    #expect(terminal.cell(column: 59, row: 1)?.text == "┃")
    #expect(terminal.cursor == Point(column: 2, row: 2))
  }

  @Test("a picture without room for its parts in the row is shown by its stand-in")
  func pictureAtTheEdge() throws {
    let terminal = try probe(String(repeating: "x", count: 51) + "👨‍👩‍👧‍👦|")
    terminal.expectProbe()
    #expect(!terminal.wrote("\u{200D}"))
    #expect(terminal.rows[1].hasSuffix("x👨|   ┃"))
  }

  @Test("an unchanged canvas sends nothing, a changed row little")
  func frugal() throws {
    let terminal = try probe()
    terminal.expectProbe()
    let first = terminal.output.count
    terminal.send("a")
    terminal.expect("the key") { $0.contains("character(\"a\")") }
    #expect(terminal.output.count - first < 100)
  }

  @Test("a redraw repairs what others wrote over the screen")
  func redraw() throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.disturb("\u{1B}[1;1Hgarbage\u{1B}[12;1Hgarbage")
    #expect(terminal.contains("garbage"))
    terminal.send("l")
    terminal.expect("a whole screen") { !$0.contains("garbage") && $0.contains("━┛") }
  }

  @Test("a text goes to the clipboard as base64", arguments: ["", "a", "ab", "abc", "\u{1B}é\n~?"])
  func clipboard(text: String) throws {
    let terminal = try probe(text)
    terminal.expectProbe()
    terminal.send("c")
    terminal.expect("the key") { $0.contains("character(\"c\")") }
    let encoded = Data(text.utf8).base64EncodedString()
    #expect(terminal.wrote("\u{1B}]52;c;\(encoded)\u{7}"))
  }

  @Test("another size is told and drawn whole")
  func resize() throws {
    let terminal = try probe()
    terminal.expectProbe()
    for size in [Size(columns: 90, rows: 20), Size(columns: 33, rows: 7)] {
      terminal.resize(size)
      let name = "\(size.columns)x\(size.rows)"
      terminal.expect(name) { $0.rows[0].hasSuffix(name + " ┓") && $0.contains("resized \(name)") }
      #expect(terminal.rows.count == size.rows)
      #expect(terminal.rows.last?.hasSuffix("━┛") == true)
    }
  }

  static let looks: [(type: String, red: Style, bright: Style)] = [
    ("xterm-256color", .redBold, Style(foreground: .palette(10))),
    ("tmux-256color", .redBold, Style(foreground: .palette(10))),
    ("linux", .redBold, Style(foreground: .palette(2), isBold: true)),
    ("xterm", .redBold, Style(foreground: .palette(2), isBold: true)),
    ("vt100", .bold, .plain),
  ]

  @Test("terminals of 256, 8 and no colours get what they have", arguments: looks)
  func colors(type: String, red: Style, bright: Style) throws {
    let terminal = try probe(environment: ["TERM": type])
    terminal.expectProbe()
    #expect(terminal.cell(column: 2, row: 2)?.style == red)
    #expect(terminal.cell(column: 6, row: 2)?.style == bright)
  }

  @Test("NO_COLOR takes the colours, if it is not empty")
  func noColor() throws {
    for (value, style) in [("1", Style.bold), ("", .redBold)] {
      let terminal = try probe(environment: ["NO_COLOR": value])
      terminal.expectProbe()
      #expect(terminal.cell(column: 2, row: 2)?.style == style)
    }
  }

  @Test("without UTF-8 only ASCII is sent", arguments: ["C", nil, "de_XX.ISO-8859-1"] as [String?])
  func ascii(locale: String?) throws {
    let terminal = try probe("日本 é|", environment: ["LANG": locale])
    terminal.expectProbe()
    #expect(terminal.rows[0].hasPrefix("# Probe ===="))
    #expect(terminal.rows[1].hasPrefix("# ???? ?|"))
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test("a UTF-8 locale that is not installed is one of UTF-8 all the same")
  func missingLocale() throws {
    let terminal = try probe("日本|", environment: ["LANG": "xx_YY.utf8"])
    terminal.expectProbe()
    #expect(terminal.rows[1].hasPrefix("┃ 日本|"))
  }
}

@Suite("The terminal: input")
struct TerminalInputTests {
  @Test("keys, pastes and a wake-up from another thread arrive")
  func events() throws {
    let terminal = try probe(size: Size(columns: 60, rows: 24))
    terminal.expectProbe()
    terminal.press(.up, .pageDown, .function(5), .control("c"), .control("s"), .enter)
    terminal.expect("the keys") { screen in
      ["key up", "key pageDown", "key function(5)", "key control(\"c\")", "key enter"]
        .allSatisfy { screen.contains($0) }
    }
    #expect(terminal.contains("key control(\"s\")"), "flow control is off")
    terminal.paste("one\ntwo")
    terminal.expect("the paste") { $0.contains("paste <one␊two>") }
    terminal.send("w")
    terminal.expect("the wake-up") { $0.contains("woken") }
  }

  @Test(
    "an arrow key split after its first byte takes its Esc back",
    arguments: [Key.up, .down, .left, .right])
  func splitArrow(key: Key) throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.press(key, pausingAfterFirstByte: 100)
    terminal.expect("the arrow") { $0.contains("key \(key)") }
    #expect(
      terminal.rows[3...5].map { $0.dropFirst(2).prefix(12).split(separator: " ") } == [
        ["key", "escape"], ["retracted"], ["key", "\(key)"],
      ])
  }

  @Test("the mouse is off until asked for")
  func mouse() throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.send("m")
    terminal.expect("mouse on") { $0.isMouseOn }
    terminal.send("\u{1B}[<0;3;4M\u{1B}[<0;3;4m\u{1B}[<65;3;4M")
    terminal.expect("a click and the wheel") {
      $0.contains("mouse press 2,3 clicks 1") && $0.contains("mouse release 2,3")
        && $0.contains("mouse scrollDown")
    }
    terminal.send("M")
    terminal.expect("mouse off") { !$0.isMouseOn }
  }

  @Test("keys come from the terminal where standard input is data")
  func pipe() throws {
    let program = PseudoTerminal.product("TerminalProbe")
    let terminal = try PseudoTerminal(running: "/bin/sh", ["-c", "echo data | '\(program)'"])
    terminal.expectProbe()
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.isAsFound)
  }
}

@Suite("The terminal: giving it back")
struct TerminalRestoringTests {
  @Test("quitting leaves it as it was found, and prints what went to standard error")
  func quit() throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.send("me")
    terminal.expect("mouse on") { $0.isMouseOn && $0.contains("\"e\"") }
    #expect(!terminal.wrote("an error meanwhile"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.isAsFound)
    #expect(terminal.contains("an error meanwhile"))
  }

  @Test("it can be taken again after it was given back")
  func again() throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.send("e")
    terminal.expect("a key") { $0.contains("\"e\"") }
    terminal.send("N")
    terminal.expect("a new screen") { $0.contains("Probe") && !$0.contains("\"e\"") }
    #expect(terminal.isAlternateScreen)
    terminal.resize(Size(columns: 70, rows: 14))
    terminal.expect("signals") { $0.contains("resized 70x14") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.isAsFound)
  }

  @Test(
    "a crash does too", arguments: [("F", PseudoTerminal.Exit.signal(SIGILL)), ("X", .code(3))])
  func crash(key: String, exit: PseudoTerminal.Exit) throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.send("me" + key)
    let actual = terminal.waitForExit()
    // A fatal error is SIGILL on x86 and SIGTRAP on ARM.
    #expect(actual == exit || key == "F" && actual == .signal(SIGTRAP))
    #expect(terminal.isAsFound)
    #expect(terminal.wrote("an error meanwhile"))
    #expect(terminal.wrote("deliberate") == (key == "F"))
  }

  @Test(
    "so does a signal, with the exit status of that signal",
    arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
  func signals(number: Int32) throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.signal(number)
    #expect(terminal.waitForExit() == .code(128 + number))
    #expect(terminal.isAsFound)
  }

  @Test("a crash of many threads at once does too, whichever is the first", arguments: 1...16)
  func crashOfMany(attempt: Int) throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.send("T")
    let exit = terminal.waitForExit()
    #expect(exit == .signal(SIGILL) || exit == .signal(SIGTRAP))
    #expect(terminal.isAsFound)
  }

  @Test("a signal from outside that crashes does too", arguments: [SIGSEGV, SIGABRT, SIGBUS])
  func crashSignal(number: Int32) throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.signal(number)
    #expect(terminal.waitForExit() == .signal(number))
    #expect(terminal.isAsFound)
  }

  @Test(
    "a mapped file that is cut short is no crash, and what crashes afterwards is one",
    arguments: [("q", PseudoTerminal.Exit.code(0)), ("B", .signal(SIGBUS)), ("F", .signal(SIGILL))])
  func cutFile(key: String, exit: PseudoTerminal.Exit) throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.send("mb")
    terminal.expect("the key") { $0.contains("character(\"b\")") }
    #expect(terminal.isAlternateScreen && terminal.isMouseOn && terminal.isPasteMarked)
    #expect(!terminal.hasModesAsFound)
    #expect(!terminal.wrote("read 0"))
    terminal.send(key)
    let actual = terminal.waitForExit()
    #expect(actual == exit || key == "F" && actual == .signal(SIGTRAP))
    #expect(terminal.isAsFound)
    #expect(terminal.wrote("read 0, cut true"))
  }

  @Test("another bus error is a crash")
  func strangeBusError() throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.send("meB")
    #expect(terminal.waitForExit() == .signal(SIGBUS))
    #expect(terminal.isAsFound)
    #expect(terminal.wrote("an error meanwhile") && !terminal.wrote("read"))
  }

  @Test("a terminal that is gone ends the program")
  func hangUp() throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.hangUp()
    #expect(terminal.waitForExit() == .code(128 + SIGHUP))
  }

  @Test("Ctrl-Z gives the terminal to the shell, fg takes it again")
  func suspend() throws {
    let terminal = try PseudoTerminal(
      running: "/bin/bash", ["--norc", "-i"], environment: ["PS1": "shell> "])
    terminal.expect("the shell") { $0.contains("shell>") }
    terminal.send("'\(PseudoTerminal.product("TerminalProbe"))'\r")
    terminal.expectProbe()
    terminal.send("m")
    terminal.expect("mouse on") { $0.isMouseOn }
    terminal.press(.control("z"))
    terminal.expect("the shell again") {
      $0.contains("Stopped") && !$0.isAlternateScreen && $0.isCursorVisible && !$0.isMouseOn
    }
    terminal.send("fg\r")
    terminal.expect("the probe again") {
      $0.isAlternateScreen && $0.contains("resized 80x24") && $0.contains("━┛") && $0.isMouseOn
    }
    terminal.send("x")
    terminal.expect("a key") { $0.contains("character(\"x\")") }
    terminal.send("q")
    terminal.expect("the shell at last") { !$0.isAlternateScreen }
    terminal.send("exit\r")
    #expect(terminal.waitForExit() != nil)
  }

  @Test("a process stopped and continued from outside draws itself again")
  func continued() throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.signal(SIGSTOP)
    terminal.disturb("\u{1B}[1;1Hgarbage")
    terminal.signal(SIGCONT)
    terminal.expect("a whole screen") { !$0.contains("garbage") && $0.contains("resized") }
  }

  @Test("a stop where nobody could continue is survived, and the screen drawn again")
  func orphanStop() throws {
    // The probe leads its own session here: the kernel does not stop it for Ctrl-Z's signal.
    let terminal = try probe()
    terminal.expectProbe()
    terminal.signal(SIGTSTP)
    terminal.expect("a whole screen") { $0.contains("resized") && $0.isAlternateScreen }
  }

  @Test("the terminal can be lent for a moment")
  func released() throws {
    let terminal = try probe()
    terminal.expectProbe()
    terminal.send("r")
    terminal.expect("the probe again") { $0.contains("\"r\"") && $0.isAlternateScreen }
    #expect(terminal.wrote("released"))
  }

  static let complaints: [(type: String?, says: String)] = [
    (nil, "TERM is not set"), ("", "TERM is not set"), ("nonsense", "nonsense is not known"),
    ("a\u{1B}[2Jb", "a␛[2Jb is not known"), ("dumb", "dumb cannot place a cursor"),
  ]

  @Test("a terminal that cannot be used is said in a line, and left alone", arguments: complaints)
  func unusable(type: String?, says: String) throws {
    let terminal = try probe(
      environment: ["TERM": type], size: Size(columns: 200, rows: 5))
    #expect(terminal.waitForExit() == .code(2))
    #expect(terminal.rows[0].contains(says) && terminal.rows[1].isEmpty)
    #expect(terminal.isAsFound)
  }

  @Test("standard output that is no terminal is said in a line")
  func noTerminal() throws {
    let program = PseudoTerminal.product("TerminalProbe")
    let terminal = try PseudoTerminal(
      running: "/bin/sh", ["-c", "'\(program)' > /dev/null"], size: Size(columns: 200, rows: 5))
    #expect(terminal.waitForExit() == .code(2))
    #expect(terminal.rows[0].contains("needs a terminal") && terminal.rows[1].isEmpty)
  }
}

extension Style {
  fileprivate static let redBold = Style(foreground: .red, isBold: true)
}
