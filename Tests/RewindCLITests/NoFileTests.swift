import Foundation
import TestSupport
import Testing

@Suite("A path that leads to no file")
struct NoFileTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    #expect(mkfifo(program.path("fifo"), 0o600) == 0)
  }

  private static func refusal(_ path: String, _ what: String) -> String {
    "rewind: \(path): cannot read a log from a \(what): a log is a regular file, or a folder of"
      + " them; save it to a file first, or name standard input, which is -\n"
  }

  @Test(
    "a pipe is no log, and a line says what to do",
    arguments: [
      "streams -l fifo", "events --follow -l fifo", "state s-1 -l fifo", "verify -l fifo",
      "projection rebuild --all -l fifo", "import fifo store", "map fifo", "fifo",
    ])
  func pipe(words: String) throws {
    let outcome = try program.shell("exec timeout 20 \"$0\" \(words)")
    #expect(outcome == Outcome(status: 2, output: "", errors: Self.refusal("fifo", "pipe")))
  }

  @Test("nor is a device")
  func device() throws {
    let outcome = try program.run("streams", "-l", "/dev/zero")
    #expect(outcome == Outcome(status: 2, output: "", errors: Self.refusal("/dev/zero", "device")))
  }

  @Test("the explorer says the same")
  func explorer() throws {
    let terminal = try program.open("fifo")
    #expect(terminal.waitForExit() == .code(2))
    terminal.expect("what it is") { $0.contains("cannot read a log from a pipe") }
  }

  @Test("a file by way of /dev/stdin is read")
  func standardInput() throws {
    try program.file("log.jsonl", "{\"stream_id\":\"s-1\",\"type\":\"T\",\"data\":{}}\n")
    let outcome = try program.shell("exec \"$0\" events --json -l /dev/stdin <log.jsonl")
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 1)
  }

  @Test("a follower whose log gives way to a pipe says so")
  func givesWay() throws {
    try program.file("log.jsonl", "{\"stream_id\":\"s-1\",\"type\":\"T\",\"data\":{}}\n")
    let child = try program.start("events", "--follow", "-l", "log.jsonl")
    #expect(child.nextLine() != nil)
    #expect(rename(program.path("fifo"), program.path("log.jsonl")) == 0)
    #expect(child.nextLine() == nil)
    #expect(child.waitForExit() == 2)
  }
}
