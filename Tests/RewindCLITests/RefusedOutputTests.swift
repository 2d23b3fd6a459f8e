import Foundation
import TestSupport
import Testing

@Suite("Output that cannot be written")
struct RefusedOutputTests {
  let program: BuiltProgram

  private static let lines = (1...5).map {
    "{\"stream_id\":\"s-\($0)\",\"type\":\"Counted\",\"data\":{\"n\":\($0)}}\n"
  }

  init() throws {
    program = try BuiltProgram()
    try program.file("log.jsonl", Self.lines.joined())
    _ = try program.run("init", "store")
  }

  private func eventCount(_ store: String = "store") throws -> Int {
    try program.run("events", "-l", store).lines.count
  }

  @Test(
    "a command that reads says so in a line, and fails",
    arguments: [
      "streams -l log.jsonl", "events -l log.jsonl", "events --json -l log.jsonl",
      "state s-1 -l log.jsonl", "types -l log.jsonl", "verify -l log.jsonl", "map log.jsonl",
      "projections -l log.jsonl", "projection show streams -l log.jsonl", "--help", "--version",
    ])
  func reading(words: String) throws {
    _ = try program.run("projection", "rebuild", "streams", "-l", "log.jsonl")
    let full = try program.shell("exec \"$0\" \(words) >/dev/full")
    #expect(full.errors == "rewind: standard output: No space left on device\n")
    #expect(full.status == 2)
    let closed = try program.shell("exec \"$0\" \(words) >&-")
    #expect(closed.errors == "rewind: standard output: Bad file descriptor\n")
    #expect(closed.status == 2)
    let gone = try program.shell("\"$0\" \(words) | true; exit ${PIPESTATUS[0]}")
    #expect(gone == Outcome(status: 0, output: "", errors: ""))
  }

  @Test(
    "an append is told as done, since another try would append twice",
    arguments: ["", " --json"])
  func append(option: String) throws {
    let full = try program.shell("exec \"$0\" append s-1 Counted -l store\(option) >/dev/full")
    #expect(
      full.errors == "rewind: the event is appended, but the answer could not be printed"
        + " (standard output: No space left on device)\n")
    #expect(full.status == 0)
    #expect(try eventCount() == 1)
    let closed = try program.shell("exec \"$0\" append s-1 Counted -l store\(option) >&-")
    #expect(closed.errors.contains("the event is appended"))
    #expect(closed.status == 0)
    #expect(try eventCount() == 2)
    #expect(try program.run("verify", "--deep", "-l", "store").status == 0)
  }

  @Test("append --from appends all lines, and says once that it cannot tell where")
  func appendMany() throws {
    let full = try program.shell("exec \"$0\" append --from log.jsonl -l store >/dev/full")
    #expect(full.errors.split(separator: "\n").count == 1)
    #expect(full.errors.hasPrefix("rewind: the events are appended"))
    #expect(full.status == 0)
    #expect(try eventCount() == Self.lines.count)
  }

  @Test("append --from appends all lines where the reader of its answers has gone, without a word")
  func readerGone() throws {
    let gone = try program.shell(
      "\"$0\" append --from log.jsonl -l store | true; exit ${PIPESTATUS[0]}")
    #expect(gone == Outcome(status: 0, output: "", errors: ""))
    #expect(try eventCount() == Self.lines.count)
  }

  @Test("an append that is refused fails all the same")
  func conflict() throws {
    let outcome = try program.shell(
      "exec \"$0\" append s-1 Counted -l store --expect 7 >/dev/full")
    #expect(outcome.status == 1)
    #expect(try eventCount() == 0)
  }

  @Test(
    "what makes something is done, and says that it is",
    arguments: [
      ("init new", "the store is made"), ("import log.jsonl copy", "the events are imported"),
      ("demo sample --no-open", "the sample store is there"),
      ("projection rebuild --all -l log.jsonl", "streams is rebuilt"),
      ("projection run --all -l log.jsonl", "what was taken in is kept"),
    ])
  func making(words: String, done: String) throws {
    let outcome = try program.shell("exec \"$0\" \(words) >/dev/full")
    #expect(
      outcome.errors == "rewind: \(done), but the answer could not be printed"
        + " (standard output: No space left on device)\n")
    #expect(outcome.status == 0)
    switch words.prefix(6) {
    case "import": #expect(try eventCount("copy") == Self.lines.count)
    case "projec":
      let rows = try program.run("projection", "show", "streams", "-l", "log.jsonl", "--json")
      #expect(rows.lines.count == Self.lines.count)
    default: break
    }
  }
}
