import Foundation
import Rewind
import TestSupport
import Testing

@Suite("Several processes on one store")
struct SeveralProcessesTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    _ = try program.run("init", "store")
  }

  private static func line(_ stream: String, _ number: Int) -> String {
    "{\"stream_id\":\"\(stream)\",\"type\":\"Counted\",\"data\":{\"n\":\(number)}}\n"
  }

  @Test("what eight processes append at once is all there, and readers see no gap and no torn line")
  func atOnce() throws {
    let count = 8 * 2 * 15
    let follower = try program.start("events", "--follow", "--json", "-l", "store")
    let children = try (0..<8).map { _ in
      try program.start("append", "--from", "-", "-l", "store")
    }
    for number in 0..<15 {
      for (index, child) in children.enumerated() {
        // A stream of its own and one of all in turn: every line is an append of its own.
        child.write(Self.line("s-\(index)", number) + Self.line("t-1", number))
      }
      let seen = try program.run("events", "--json", "-l", "store").lines.map { try JSONText($0) }
      #expect(seen.map { $0["position"]?.int } == Array(0..<seen.count).map { $0 + 1 })
    }
    for child in children {
      child.closeInput()
      #expect(child.waitForExit() == 0)
    }
    let followed = (0..<count).map { _ in follower.nextLine() }
    let events = try program.run("events", "--json", "-l", "store").lines
    #expect(followed == events)
    try check(events.map { try JSONText($0) }, count: count)
    #expect(try program.run("verify", "--deep", "-l", "store").status == 0)
  }

  private func check(_ events: [JSONText], count: Int) throws {
    #expect(events.map { $0["position"]?.int } == Array(1...count))
    for index in 0..<8 {
      let own = events.filter { $0["stream_id"]?.string == "s-\(index)" }
      #expect(own.map { $0["data"]?["n"]?.int } == Array(0..<15))
      #expect(own.map { $0["version"]?.int } == Array(1...15))
    }
    let common = events.filter { $0["stream_id"]?.string == "t-1" }
    #expect(common.map { $0["version"]?.int } == Array(1...count / 2))
  }

  @Test("half a commit of a process that died is moved aside by one that has the store open")
  func diedInACommit() throws {
    let child = try program.start("append", "--from", "-", "-l", "store")
    child.write(Self.line("s-1", 1))
    #expect(child.nextLine() == "s-1 v1  @1")
    // What a process leaves that dies between the pages of one write.
    let begun = (1...3).map { number in
      "{\"position\":\(number + 1),\"stream_id\":\"s-1\",\"version\":\(number + 1),"
        + "\"batch\":[\(number),3],\"type\":\"Counted\",\"id\":\"i\","
        + "\"timestamp\":\"2026-01-02T03:04:05.000000Z\",\"data\":{}}\n"
    }.joined()
    let half = String(begun.prefix(begun.utf8.count - 100))
    try program.extend("store/log/0000000000000001.jsonl", half)
    #expect(try program.run("events", "-l", "store").lines.count == 1)
    child.write(Self.line("s-1", 2))
    #expect(child.nextLine() == "s-1 v2  @2")
    child.closeInput()
    #expect(child.waitForExit() == 0)
    let aside = try FileManager.default.contentsOfDirectory(atPath: program.path("store/log"))
      .filter { $0.hasPrefix("torn-2-") }
    #expect(
      try aside.map { try String(contentsOfFile: program.path("store/log/\($0)"), encoding: .utf8) }
        == [half])
    #expect(try program.run("verify", "--deep", "-l", "store").status == 0)
  }

  @Test("lines on a pipe are appended when no more come, before the pipe is closed")
  func idle() throws {
    let child = try program.start("append", "--from", "-", "-l", "store")
    child.write(Self.line("s-1", 1) + Self.line("s-1", 2))
    #expect(child.nextLine() == "s-1 v1-2  @1-2")
    child.write(Self.line("s-1", 3))
    #expect(child.nextLine() == "s-1 v3  @3")
    child.closeInput()
    #expect(child.waitForExit() == 0)
  }

  @Test("a run of more than 10,000 lines is several appends")
  func largeRun() throws {
    let lines = (1...10_001).map { Self.line("s-1", $0) }.joined()
    let outcome = try program.run("append", "--from", "-", "-l", "store", input: lines)
    #expect(outcome.output == "s-1 v1-10000  @1-10000\ns-1 v10001  @10001\n")
  }

  @Test("an interrupted append ends with 130, and what it had taken is whole")
  func interruptedAppend() throws {
    let child = try program.start("append", "--from", "-", "-l", "store")
    child.write(Self.line("s-1", 1))
    #expect(child.nextLine() == "s-1 v1  @1")
    child.signal(SIGINT)
    #expect(child.waitForExit() == 130)
    #expect(try program.run("verify", "-l", "store").status == 0)
  }

  @Test("events --follow shows what another process appends, and ends with 130 at Ctrl-C")
  func follow() throws {
    _ = try program.run("append", "s-1", "T", "-l", "store")
    let child = try program.start("events", "--follow", "--json", "-l", "store")
    #expect(child.nextLine()?.hasPrefix("{\"position\":1,") == true)
    for number in 2...4 {
      _ = try program.run("append", "s-1", "T", "-l", "store")
      #expect(child.nextLine()?.hasPrefix("{\"position\":\(number),") == true)
    }
    child.signal(SIGINT)
    #expect(child.waitForExit() == 130)
  }

  @Test("events --follow chooses as events does, and ends at its limit")
  func followLimit() throws {
    let child = try program.start(
      "events", "--follow", "--json", "-l", "store", "--stream", "b-1", "--limit", "1")
    _ = try program.run("append", "a-1", "T", "-l", "store")
    _ = try program.run("append", "b-1", "T", "-l", "store")
    #expect(child.nextLine()?.contains("\"b-1\"") == true)
    #expect(child.waitForExit() == 0)
  }

  @Test("a reader that goes ends the program, without a word")
  func closedPipe() throws {
    let child = try program.start("events", "--follow", "-l", "store")
    child.closeOutput()
    #expect(child.waitForExit() == 0)
    let lines = (1...5000).map { Self.line("s-1", $0) }.joined()
    _ = try program.run("append", "--from", "-", "-l", "store", input: lines)
    let reader = try program.start("events", "-l", "store")
    #expect(reader.nextLine() != nil)
    reader.closeOutput()
    #expect(reader.waitForExit() == 0)
  }
}
