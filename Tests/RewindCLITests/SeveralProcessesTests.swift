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

  @Test("what four processes append at once is all there, in order, each at its own position")
  func atOnce() throws {
    let children = try (0..<4).map { _ in
      try program.start("append", "--from", "-", "-l", "store")
    }
    for number in 0..<25 {
      for (index, child) in children.enumerated() {
        // Two streams in turn: every line is an append of its own.
        child.write(Self.line("s-\(index)", number) + Self.line("t-1", number))
      }
    }
    for child in children {
      child.closeInput()
      #expect(child.waitForExit() == 0)
    }
    let events = try program.run("events", "--json", "-l", "store").lines.map { try JSONText($0) }
    #expect(events.map { $0["position"]?.int } == Array(1...200))
    for index in 0..<4 {
      let own = events.filter { $0["stream_id"]?.string == "s-\(index)" }
      #expect(own.map { $0["data"]?["n"]?.int } == Array(0..<25))
      #expect(own.map { $0["version"]?.int } == Array(1...25))
    }
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

  /// REWIND_KILLS is how many are killed: 200, unless it says otherwise.
  @Test("whoever is killed while appending: what was acknowledged is there, nothing in part")
  func killed() throws {
    let kills = ProcessInfo.processInfo.environment["REWIND_KILLS"].flatMap { Int($0) } ?? 200
    var acknowledged: [String: Int] = [:]
    var sent = 0
    for round in 0..<kills {
      let child = try program.start("append", "--from", "-", "--json", "-l", "store")
      // Appends of three events each: every commit has a first and a last line.
      for group in 0..<40 {
        sent += 1
        child.write((0..<3).map { Self.line("s-\(group % 2)", $0) }.joined())
      }
      // Each round is killed a little later in its work.
      for _ in 0..<round % 7 {
        guard let line = child.nextLine() else { break }
        try note(line, in: &acknowledged)
      }
      child.signal(SIGKILL)
      #expect(child.waitForExit() == 128 + SIGKILL)
      while let line = child.nextLine() { try note(line, in: &acknowledged) }
    }
    #expect(try program.run("verify", "--deep", "-l", "store").status == 0)
    let events = try program.run("events", "--json", "-l", "store").lines.map { try JSONText($0) }
    var last: [String: Int] = [:]
    for event in events {
      let stream = try #require(event["stream_id"]?.string)
      let version = try #require(event["version"]?.int)
      #expect(version == last[stream, default: 0] + 1)
      #expect(event["data"]?["n"]?.int == (version - 1) % 3)
      last[stream] = version
    }
    for (stream, version) in acknowledged { #expect(last[stream, default: 0] >= version) }
    #expect(last.values.allSatisfy { $0 % 3 == 0 })
    #expect(acknowledged.values.reduce(0, +) > 0)
  }

  private func note(_ line: String, in acknowledged: inout [String: Int]) throws {
    let answer = try JSONText(line)
    guard let stream = answer["stream"]?.string, let version = answer["version"]?.int else {
      return
    }
    acknowledged[stream] = max(acknowledged[stream, default: 0], version)
  }
}
