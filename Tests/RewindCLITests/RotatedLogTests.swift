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

  @Test("a command whose log is written anew while it is read says so, and ends")
  func writtenAnew() throws {
    let lines = (1...20_000).map(Self.line)
    try program.file("log.jsonl", lines.joined())
    try program.file("errors", "")
    let child = try Child(
      ["events", "--json", "-l", "log.jsonl"], environment: program.environment,
      folder: program.folder, input: .file("/dev/null"), output: .pipe,
      errors: .file(program.path("errors")))
    // It waits with the next events, since nobody takes these.
    var printed = child.nextLine().map { [$0] } ?? []
    let file = try FileHandle(forUpdating: URL(filePath: program.path("log.jsonl")))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(Self.line(30_000).utf8))
    while let line = child.nextLine() { printed.append(line) }
    #expect(child.waitForExit() == 2)
    #expect(printed.count < lines.count)
    #expect(printed.allSatisfy { !$0.contains("30000") })
    #expect(
      try String(contentsOfFile: program.path("errors"), encoding: .utf8)
        == "rewind: log.jsonl: the log was changed while it was read; call it again\n")
  }

  @Test("events --follow goes on where the log is written anew before all of it was printed")
  func writtenAnewWhileFollowed() throws {
    try program.file("log.jsonl", (1...20_000).map(Self.line).joined())
    let child = try program.start("events", "--follow", "--json", "-l", "log.jsonl")
    _ = child.nextLine()
    let file = try FileHandle(forUpdating: URL(filePath: program.path("log.jsonl")))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(Self.line(30_000).utf8))
    while let line = child.nextLine(), !line.contains("30000") {}
    #expect(!child.hasEnded)
    child.signal(SIGINT)
    #expect(child.waitForExit() == 130)
  }
}
