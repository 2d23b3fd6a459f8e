import Foundation
import Glibc
import TestSupport
import Testing

@Suite("A log that a command prints", .timeLimit(.wholeRun))
struct CommandLogTests {
  let program: BuiltProgram
  private let alive: Lifeline

  init() throws {
    program = try BuiltProgram()
    alive = try Lifeline(at: program.path("alive"))
    mkfifo(program.path("fifo"), 0o600)
    try program.file("log.jsonl", Self.line("order-1") + Self.line("order-2"))
    try program.file("odd.jsonl", Self.odd)
  }

  private static func line(_ stream: String) -> String {
    "{\"stream_id\":\"\(stream)\",\"type\":\"Placed\",\"data\":{\"sum\":3}}\n"
  }

  private static let odd = (1...6).map {
    "{\"order\":\"o-\($0 % 2)\",\"what\":\"Paid\",\"body\":{\"sum\":\($0)}}\n"
  }.joined()

  /// Prints a line of a log again and again, as a pipeline, each of whose programs holds `alive`.
  private static let endless =
    "exec 5>alive; yes '\(line("order-1").dropLast())' | sed -u 's/order/trip/'"

  /// Lets what reads `fifo` go on.
  private func endFIFO() throws {
    try FileHandle(forWritingTo: URL(fileURLWithPath: program.path("fifo"))).close()
  }

  // MARK: - Commands

  @Test(
    "every command that reads a log takes it",
    arguments: [
      "streams LOG", "types LOG --json", "events LOG --json", "state order-1 LOG",
      "diff order-1 0 1 LOG", "verify LOG", "projections LOG",
      "projection show event_types LOG", "fold new order --with code LOG",
    ])
  func commands(words: String) throws {
    let call = { (log: String) in
      "rm -rf code; exec \"$0\" \(words.replacing("LOG", with: log))"
    }
    let file = try program.shell(call("-l - <log.jsonl"))
    #expect(!file.output.isEmpty)
    let outcome = try program.shell(call("--from 'cat log.jsonl'"))
    #expect(outcome == file)
  }

  @Test("map and import take it in the place of their file")
  func operands() throws {
    let map = try program.run("map", "--from", "cat log.jsonl")
    #expect(map == (try program.run("map", "log.jsonl")))
    #expect(map.output.contains("stream=stream_id"))
    let outcome = try program.run("import", "--from", "cat log.jsonl", "store")
    #expect(outcome == Outcome(status: 0, output: "imported 2 events into store\n", errors: ""))
    #expect(try program.run("streams", "-l", "store").lines.count == 2)
    #expect(
      try program.run("import", "--from", "cat log.jsonl", "store").output.contains(
        "2 were there already"))
  }

  @Test(
    "beside another log, without a command, or where nothing is kept, it is an error of one line",
    arguments: [
      (["streams", "--from", "true", "-l", "log.jsonl"], "leave out 'log.jsonl'"),
      (["streams", "log.jsonl", "--from", "true"], "leave out 'log.jsonl'"),
      (["log.jsonl", "--from", "true"], "leave out 'log.jsonl'"),
      (["import", "log.jsonl", "store", "--from", "true"], "leave out 'log.jsonl'"),
      (["streams", "--from", "tar c log.jsonl"], "tar archive; open what tar -xOf prints of it"),
      (["map", "log.jsonl", "--from", "true"], "leave out 'log.jsonl'"),
      (["streams", "--from", " "], "--from takes a command"),
      (["streams", "--from", "log.jsonl"], "name a file with -l"),
      (["projection", "run", "streams", "--from", "touch ran"], "is kept nowhere"),
      (["verify", "--repair", "--from", "touch ran"], "needs a store"),
    ])
  func refused(words: [String], reason: String) throws {
    let outcome = try program.run(words)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.lines(ofErrors: 1) && outcome.errors.contains(reason), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.path("ran")))
  }

  @Test("it comes before the log that is named in the environment")
  func environment() throws {
    program.environment["REWIND_LOG"] = "nowhere"
    #expect(try program.run("types", "--from", "cat log.jsonl").output == "2  Placed\n")
  }

  @Test("it has nothing to read, and the command's own input is left alone")
  func input() throws {
    let outcome = try program.run(
      "types", "--from", "cat; cat log.jsonl", input: Self.line("mine-1"))
    #expect(outcome == Outcome(status: 0, output: "2  Placed\n", errors: ""))
  }

  @Test("one that fails is told with its status, and its answer is not from all there is")
  func failing() throws {
    let outcome = try program.run("types", "--from", "cat log.jsonl; echo broken >&2; exit 4")
    #expect(
      outcome
        == Outcome(
          status: 3, output: "2  Placed\n",
          errors: "broken\nrewind: cat: the command ended with exit status 4\n"))
    let killed = try program.run("import", "--from", "cat log.jsonl; kill -9 $$", "store")
    #expect(killed.status == 3 && killed.output.contains("imported 2 events"))
    #expect(killed.errors == "rewind: cat: the command ended with signal 9\n")
    let followed = try program.run("events", "--follow", "--from", "cat log.jsonl; exit 4")
    #expect(followed.status == 3 && followed.lines.count == 2)
  }

  @Test(
    "where nothing came it is an error",
    arguments: [
      ("(exit 4)", "exit", "exit status 4"), ("echo no JSON; false", "echo", "exit status 1"),
      ("no-such-program -f", "no-such-program", "exit status 127"),
    ])
  func nothing(command: String, program name: String, ending: String) throws {
    let outcome = try program.run("types", "--from", command)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    let line = "rewind: \(name): the command ended with \(ending)\n"
    #expect(outcome.errors.hasSuffix(line), "\(outcome.errors)")
  }

  @Test("one that prints nothing and ends well is a log without events")
  func empty() throws {
    #expect(
      try program.run("types", "--from", "true") == Outcome(status: 0, output: "", errors: ""))
  }

  @Test("events are followed while it runs, and to its end")
  func followed() throws {
    let child = try program.start("events", "--follow", "--json", "--from", "cat fifo")
    let writer = try FileHandle(forWritingTo: URL(fileURLWithPath: program.path("fifo")))
    try writer.write(contentsOf: Data(Self.line("order-1").utf8))
    #expect(child.nextLine()?.contains("order-1") == true)
    try writer.write(contentsOf: Data(Self.line("order-2").utf8))
    #expect(child.nextLine()?.contains("order-2") == true)
    try writer.close()
    #expect(child.nextLine() == nil)
    #expect(child.waitForExit() == 0)
  }

  // MARK: - Nothing is left

  @Test("a pipeline ends with the command that has what it asked for")
  func enough() throws {
    let outcome = try program.run("events", "--follow", "--limit", "3", "--from", Self.endless)
    #expect(outcome.status == 0 && outcome.lines.count == 3)
    #expect(alive.waitForEnd())
  }

  @Test("a pipeline ends with a command that is ended", arguments: [SIGINT, SIGTERM, SIGHUP])
  func ended(signal: Int32) throws {
    let child = try program.start("events", "--follow", "--from", Self.endless)
    #expect(child.nextLine()?.contains("trip-1") == true)
    child.signal(signal)
    child.closeOutput()
    #expect(child.waitForExit() == 128 + signal)
    #expect(alive.waitForEnd())
  }

  @Test("what a command leaves in the background ends with it")
  func background() throws {
    let outcome = try program.run(
      "types", "--from", "exec 5>alive; sleep 1000 >/dev/null 2>&1 & cat log.jsonl")
    #expect(outcome.output == "2  Placed\n")
    #expect(alive.waitForEnd())
  }

  @Test("a pipeline ends with the explorer", arguments: ["q", "\u{3}", "term", "hup"])
  func explorerEnds(way: String) throws {
    let terminal = try program.open(
      "--from", "exec 5>alive; (cat log.jsonl; sleep 1000) | sed -u s/order/trip/")
    terminal.expect("its stream") { $0.contains("trip-1") }
    switch way {
    case "term": kill(terminal.process, SIGTERM)
    case "hup": kill(terminal.process, SIGHUP)
    default: terminal.send(way)
    }
    let status: Int32 = way == "term" ? 128 + SIGTERM : way == "hup" ? 128 + SIGHUP : 0
    #expect(terminal.waitForExit() == .code(status))
    #expect(terminal.hasModesAsFound)
    #expect(alive.waitForEnd())
  }

  // MARK: - Mappings

  @Test("a log of unknown shape is an error with the call to paste, which names the command")
  func proposed() throws {
    let command = "cat 'odd.jsonl' | sed 's/x/it'\\''s/'"
    let outcome = try program.run("types", "--from", command)
    #expect(outcome.status == 2)
    let call = try #require(outcome.errors.split(separator: "\n").last)
    #expect(call.hasPrefix("rewind types --from 'cat '\\''odd.jsonl'\\'' | sed "))
    #expect(call.contains(" --map stream=order"))
    let pasted = try program.shell("\"$0\" " + call.dropFirst("rewind ".count))
    #expect(pasted == Outcome(status: 0, output: "6  Paid\n", errors: ""))
  }

  @Test("a guess is made of all that comes, not of the first lines")
  func guessed() throws {
    let outcome = try program.run(
      "types", "--from",
      // More than a pipe holds, so that most of it was taken before the rest comes.
      "for word in Paid Sent; do yes \"$(sed s/Paid/$word/ odd.jsonl)\" | head -20000; done")
    #expect(outcome.errors.contains("type what 2 types"), "\(outcome.errors)")
  }

  @Test("its mapping is remembered under its text, and forgotten when asked")
  func remembered() throws {
    let maps = ["--map", "stream=order", "--map", "type=what", "--map", "data=body"]
    for command in ["cat odd.jsonl", "cat \\\n  odd.jsonl"] {
      #expect(try program.run(["types", "--from", command] + maps).output == "6  Paid\n")
      #expect(try program.run("types", "--from", command).output == "6  Paid\n")
      #expect(try program.run("types", "--from", command + " ").status == 2)
      let forgotten = try program.run("map", "--forget", "--from", command)
      #expect(forgotten.status == 0 && forgotten.output.hasPrefix("forgot the mapping of cat"))
      #expect(try program.run("map", "--forget", "--from", command).status == 1)
      #expect(try program.run("types", "--from", command).status == 2)
    }
  }

  @Test("where a remembered mapping fits nothing any more, the command is not run again")
  func unfit() throws {
    let command = "echo run >>runs; cat changing.jsonl"
    try program.file("changing.jsonl", Self.odd)
    let maps = ["--map", "stream=order", "--map", "type=what"]
    #expect(try program.run(["types", "--from", command] + maps).status == 0)
    try program.file("changing.jsonl", Self.line("order-1"))
    let outcome = try program.run("types", "--from", command)
    #expect(outcome.output == "1  Placed\n")
    #expect(outcome.errors.contains("it was remembered, and is forgotten now"))
    #expect(try String(contentsOfFile: program.path("runs"), encoding: .utf8) == "run\nrun\n")
  }

  // MARK: - The explorer

  @Test("it is shown while it comes, under a short name, and asked for once")
  func explorer() throws {
    let terminal = try program.open(
      "--from", "echo run >>runs; cat fifo                  # the fifo that the test writes to")
    let writer = try FileHandle(forWritingTo: URL(fileURLWithPath: program.path("fifo")))
    try writer.write(contentsOf: Data(Self.line("order-1").utf8))
    terminal.expect("the first event") {
      $0.rows[0].contains("1 event") && $0.contains("order-1")
    }
    #expect(terminal.rows[0].hasPrefix(" echo run >>runs;…"), "\(terminal.rows[0])")
    try writer.write(contentsOf: Data(Self.line("order-2").utf8))
    terminal.expect("the next") { $0.rows[0].contains("2 events") && $0.contains("order-2") }
    try writer.close()
    terminal.expect("that it ended") { $0.contains("echo has ended") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(try String(contentsOfFile: program.path("runs"), encoding: .utf8) == "run\n")
  }

  @Test("what it complains of never touches the screen but as one harmless line")
  func complaints() throws {
    let terminal = try program.open(
      "--from",
      "cat log.jsonl fifo; yes noise | head -c 300000 >&2;"
        + " printf 'lost \\033]0;owned\\007the \\377broker\\n\\n' >&2; exit 3")
    terminal.expect("what came") { $0.contains("order-2") }
    try endFIFO()
    terminal.expect("how it ended") {
      $0.contains("order-2") && $0.contains("! the command ended with exit status 3: lost ")
    }
    #expect(!terminal.contains("noise"))
    #expect(!terminal.wrote("\u{1B}]0;owned"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("one that is not found is an error of one line, and no explorer comes")
  func notFound() throws {
    let terminal = try program.open("--from", "no-such-program -f")
    #expect(terminal.waitForExit() == .code(2))
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(text.contains("rewind: no-such-program: the command ended with exit status 127: "))
    #expect(text.contains("not found"))
    #expect(!text.contains("\u{1B}[?1049h"))
  }

  @Test("an unknown shape is asked about once its first lines are there, and the answer remembered")
  func asked() throws {
    let terminal = try program.open("--from", "echo run >>runs; cat odd.jsonl; sleep 1000")
    terminal.expect("the question") { screen in
      screen.rows.contains { $0.contains("open with this? [Y/n/e]") }
    }
    terminal.send("y")
    terminal.expect("its streams") { $0.contains("o-1") && $0.contains("6 events") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(try String(contentsOfFile: program.path("runs"), encoding: .utf8) == "run\n")
    let map = try program.run("map", "--from", "echo run >>runs; cat odd.jsonl; sleep 1000")
    #expect(map.output.contains("stream=order") && map.errors.isEmpty)
  }

  @Test("what prints without end is read as far as there is room, which a line says with 3")
  func endless() throws {
    let endless = "yes '\(Self.line("order-1").dropLast())'"
    let outcome = try program.run("streams", "--from", endless, "--spool-limit", "64K")
    #expect(outcome.status == 3 && outcome.output.hasPrefix("order-1"))
    #expect(
      outcome.errors
        == "rewind: yes: only its first 64 KB are read; --spool-limit SIZE makes room for more\n")
    let followed = try program.run(
      "events", "--follow", "--json", "--from", endless, "--spool-limit", "64K")
    #expect(followed.status == 3 && followed.errors == outcome.errors)
    #expect(followed.lines.count == 65_536 / Self.line("order-1").utf8.count)
    #expect(try program.run("streams", "-l", "log.jsonl", "--spool-limit", "0").status == 2)
  }

  @Test("the explorer shows the beginning of what prints without end, and says that it is one")
  func endlessExplored() throws {
    let terminal = try program.open(
      "--from", "yes '\(Self.line("order-1").dropLast())'", "--spool-limit", "64K")
    terminal.expect("its streams, and a line") {
      $0.contains("order-1") && $0.contains("only its first 64 KB are read; --spool-limit")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("logs of unknown shapes are asked about one after another, standard input among them")
  func askedOfSeveral() throws {
    try program.file("other.jsonl", Self.odd.replacing("o-", with: "x-"))
    let terminal = try PseudoTerminal(
      running: "/bin/sh",
      ["-c", "(cat odd.jsonl fifo) | \"$0\" - other.jsonl", PseudoTerminal.product("rewind")],
      environment: program.environment.mapValues { $0 }, in: program.folder)
    for name in ["standard input", "other.jsonl"] {
      terminal.expect("the question of \(name)") { screen in
        screen.contains(name) && screen.contains("open with this? [Y/n/e]")
      }
      terminal.send("y")
    }
    terminal.expect("both") { screen in
      screen.rows[2].contains("6 events") && screen.rows[3].contains("6 events")
    }
    try endFIFO()
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test(
    "standard input of an unknown shape that comes late beside another log is said not to be asked about"
  )
  func late() throws {
    let terminal = try PseudoTerminal(
      running: "/bin/sh",
      ["-c", "(cat fifo odd.jsonl) | \"$0\" - log.jsonl", PseudoTerminal.product("rewind")],
      environment: program.environment.mapValues { $0 }, in: program.folder)
    terminal.expect("the other") { $0.rows[3].contains("2 events") }
    try endFIFO()
    terminal.expect("why it is not open") { screen in
      screen.contains("its first line came too late to be asked about")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(2))
  }

  @Test("standard input of an unknown shape is asked about too")
  func askedOfStandardInput() throws {
    let terminal = try PseudoTerminal(
      running: "/bin/sh",
      [
        "-c", "(cat odd.jsonl fifo odd.jsonl) | \"$0\" -",
        PseudoTerminal.product("rewind"),
      ],
      environment: program.environment.mapValues { $0 }, in: program.folder)
    terminal.expect("the question") { screen in
      screen.rows.contains { $0.contains("open with this? [Y/n/e]") }
    }
    terminal.send("y")
    terminal.expect("its streams") { $0.contains("o-1") && $0.contains("6 events") }
    try endFIFO()
    terminal.expect("what came later") { $0.contains("12 events") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }
}

extension Outcome {
  /// Whether so many lines were written to standard error.
  fileprivate func lines(ofErrors count: Int) -> Bool {
    errors.split(separator: "\n").count == count
  }
}
