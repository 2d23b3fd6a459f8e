import Foundation
import TestSupport
import Testing

@Suite("A log that is rotated while it is followed")
struct RotatedLogTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.file("log.jsonl", (1...3).map(Self.line).joined())
  }

  private static func line(_ number: Int) -> String {
    "{\"stream_id\":\"s-1\",\"type\":\"Counted\",\"data\":{\"n\":\(number)}}\n"
  }

  private func move(_ name: String, to newName: String) throws {
    #expect(rename(program.path(name), program.path(newName)) == 0)
  }

  /// Takes the file away while other calls find it missing, and puts it back, some times.
  private func missItNowAndThen() throws {
    for _ in 1...10 {
      try move("log.jsonl", to: "log.jsonl.1")
      let other = try program.run("streams", "-l", "log.jsonl")
      #expect(other.status == 2)
      #expect(other.errors.contains("No such file"))
      try move("log.jsonl.1", to: "log.jsonl")
    }
  }

  @Test("events --follow waits for a file that is missing, and tells that another has come")
  func events() throws {
    let child = try program.start("events", "--follow", "--json", "-l", "log.jsonl")
    for _ in 1...3 { _ = child.nextLine() }
    try missItNowAndThen()
    try program.extend("log.jsonl", Self.line(4))
    #expect(child.nextLine()?.contains("{\"n\":4}") == true)
    try move("log.jsonl", to: "log.jsonl.1")
    try program.file("log.jsonl", Self.line(5))
    #expect(child.nextLine()?.contains("{\"n\":5}") == true)
    child.signal(SIGINT)
    #expect(child.waitForExit() == 130)
  }

  @Test("projection run --follow waits for a file that is missing, and goes on")
  func run() throws {
    let child = try program.start("projection", "run", "streams", "--follow", "-l", "log.jsonl")
    #expect(child.nextLine() == "streams: caught up to @3")
    try missItNowAndThen()
    try program.extend("log.jsonl", Self.line(4))
    #expect(child.nextLine() == "streams: caught up to @4")
    child.signal(SIGINT)
    #expect(child.waitForExit() == 130)
  }

  @Test("projection run --follow goes on in a copy that has taken the log's place")
  func copy() throws {
    let child = try program.start("projection", "run", "streams", "--follow", "-l", "log.jsonl")
    #expect(child.nextLine() == "streams: caught up to @3")
    try program.file("copy", (1...4).map(Self.line).joined())
    try move("copy", to: "log.jsonl")
    #expect(child.nextLine() == "streams: caught up to @4")
    child.signal(SIGINT)
    #expect(child.waitForExit() == 130)
  }

  @Test("projection run --follow ends at another log, of which its read model is not made")
  func another() throws {
    let child = try program.start("projection", "run", "streams", "--follow", "-l", "log.jsonl")
    #expect(child.nextLine() == "streams: caught up to @3")
    try program.file("other", (11...14).map(Self.line).joined())
    try move("other", to: "log.jsonl")
    #expect(child.waitForExit() == 1)
    let status = try program.run("projections", "-l", "log.jsonl")
    #expect(status.output.contains("stale"))
  }
}
