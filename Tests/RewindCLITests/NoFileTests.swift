import Foundation
import TestSupport
import Testing

@Suite("A path that leads to no file")
struct NoFileTests {
  let program: BuiltProgram
  private static let line = "{\"stream_id\":\"s-1\",\"type\":\"T\",\"data\":{}}\n"

  init() throws {
    program = try BuiltProgram()
    #expect(mkfifo(program.path("fifo"), 0o600) == 0)
    try program.file("log.jsonl", Self.line)
  }

  private static func refusal(_ path: String, _ what: String) -> String {
    "rewind: \(path): cannot read a log from a \(what): a log is a regular file, a folder of them, or a"
      + " pipe; save it to a file first, or name standard input, which is -\n"
  }

  @Test(
    "a pipe is read to its end, as standard input is",
    arguments: [
      ("streams -l LOG", "s-1  1"), ("types -l LOG", "1  T"), ("events -l LOG", "s-1"),
      ("state s-1 -l LOG", "{}"), ("verify -l LOG", "1 event"), ("import LOG store", "1 event"),
      ("map LOG", "stream=stream_id"),
    ])
  func pipe(words: String, answer: String) throws {
    for (log, writer) in [("<(cat log.jsonl)", ""), ("fifo", "cat log.jsonl >fifo & ")] {
      let call = words.replacing("LOG", with: log)
      let outcome = try program.shell("rm -rf store; \(writer)exec timeout 20 \"$0\" \(call)")
      #expect(outcome.status == 0, "\(call): \(outcome.errors)")
      #expect(outcome.output.contains(answer), "\(call): \(outcome.output)")
    }
  }

  @Test("several pipes are one log")
  func pipes() throws {
    let outcome = try program.shell(
      "exec timeout 20 \"$0\" types -l <(cat log.jsonl) -l log.jsonl -l <(cat log.jsonl)")
    #expect(outcome == Outcome(status: 0, output: "3  T\n", errors: ""))
  }

  @Test("an unknown log from a pipe is an error with the mapping to give")
  func unknown() throws {
    let outcome = try program.shell(
      "exec timeout 20 \"$0\" types -l <(echo '{\"order\":\"o-1\",\"what\":\"Paid\"}')")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--map stream=order"), "\(outcome.errors)")
  }

  @Test("a device is no log, and a line says what to do")
  func device() throws {
    let outcome = try program.run("streams", "-l", "/dev/zero")
    #expect(outcome == Outcome(status: 2, output: "", errors: Self.refusal("/dev/zero", "device")))
  }

  @Test("the explorer shows what comes through a pipe")
  func explorer() throws {
    let writer = Thread { [path = program.path("fifo")] in
      try? Data(Self.line.utf8).write(to: URL(filePath: path))
    }
    writer.start()
    let terminal = try program.open("fifo")
    terminal.expect("the log") { $0.contains("s-1") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("a pipe that nobody writes to is waited for, which is said, and left")
  func noWriter() throws {
    let terminal = try program.open("fifo")
    terminal.expect("what is waited for") { $0.contains("Waiting for the first lines of fifo.") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.hasModesAsFound && !terminal.isAlternateScreen)
    let late = try program.open("fifo")
    late.expect("what is waited for") { $0.contains("Waiting for the first lines of fifo.") }
    try Data(Self.line.utf8).write(to: URL(filePath: program.path("fifo")))
    late.expect("the log") { $0.contains("s-1") }
    late.send("q")
    #expect(late.waitForExit() == .code(0))
    for logs in [["-l", "fifo"], ["-l", "log.jsonl", "-l", "fifo"]] {
      let command = try PseudoTerminal(
        running: PseudoTerminal.product("rewind"), ["streams"] + logs,
        environment: program.environment.mapValues { $0 }, in: program.folder)
      command.expect("what is waited for") {
        $0.contains("waiting for the first lines of fifo")
      }
      command.send("\u{3}")
      #expect(command.waitForExit() == .code(130))
    }
  }

  @Test("a pipe among files is taken as it comes by the explorer, which says so")
  func pipeAmongFiles() throws {
    let terminal = try PseudoTerminal(
      running: "/bin/bash",
      ["-c", "exec \"$0\" -l log.jsonl -l <(cat log.jsonl)", PseudoTerminal.product("rewind")],
      environment: program.environment.mapValues { $0 }, in: program.folder)
    terminal.expect("the order") { $0.contains("2 files, as they came") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    let verified = try program.shell("\"$0\" verify -l log.jsonl -l <(cat log.jsonl)")
    #expect(verified.output.contains("of 2 files, file by file"))
  }

  @Test(
    "a document of a folder that is not like the lines beside it is named; one that is, is read")
  func leftOut() throws {
    try FileManager.default.createDirectory(
      atPath: program.path("logs"), withIntermediateDirectories: false)
    try program.file("logs/log.jsonl", Self.line)
    try program.file("logs/old.json", "[\(Self.line)]")
    try program.file("logs/package.json", "{\n\"name\": \"x\", \"type\": \"module\"\n}\n")
    let told =
      "package.json is left out: it holds no events like the other files' lines; open it by its name"
    #expect(
      try program.run("types", "-l", "logs")
        == Outcome(status: 0, output: "2  T\n", errors: "rewind: logs: \(told)\n"))
    let terminal = try program.open("logs")
    terminal.expect("what is left out") { $0.contains("package.json is left out") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("folders in a folder that hold logs are named, also where it holds nothing else")
  func folders() throws {
    for folder in ["logs/general", "logs/empty", "deep/2026/03"] {
      try FileManager.default.createDirectory(
        atPath: program.path(folder), withIntermediateDirectories: true)
    }
    try program.file("logs/log.jsonl", Self.line)
    try program.file("logs/general/a.json", "[\(Self.line)]")
    try program.file("deep/2026/03/a.jsonl", Self.line)
    let told = "general is left out: it is a folder in the folder; open it by its name"
    #expect(
      try program.run("types", "-l", "logs")
        == Outcome(status: 0, output: "1  T\n", errors: "rewind: logs: \(told)\n"))
    let deep = try program.run("types", "-l", "deep")
    #expect(deep.status == 2)
    #expect(
      deep.errors
        == "rewind: deep: no store and no log here, but in folders of it, such as deep/2026; name those\n"
    )
  }

  @Test("a file by way of /dev/stdin is read")
  func standardInput() throws {
    let outcome = try program.shell("exec \"$0\" events --json -l /dev/stdin <log.jsonl")
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 1)
  }

  @Test("a follower whose log gives way to a pipe says so")
  func givesWay() throws {
    let child = try program.start("events", "--follow", "-l", "log.jsonl")
    #expect(child.nextLine() != nil)
    #expect(rename(program.path("fifo"), program.path("log.jsonl")) == 0)
    #expect(child.nextLine() == nil)
    #expect(child.waitForExit() == 2)
  }
}
