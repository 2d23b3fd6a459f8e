import Foundation
import Rewind
import TestSupport
import Testing

@testable import RewindCLI

// As the README has it, word for word.

private struct Counter: Aggregate {
  static let category = "counter"
  var count = 0

  mutating func apply(_ event: EventRecord) throws {
    if event.type == "Counted" { count += 1 }
  }

  var value: JSONValue? { ["count": JSONValue(count)] }
}

@Suite("The README tells the truth")
struct ReadmeTests {
  private static let text = (try? packageText("README.md")) ?? ""

  /// The lines of its shell examples that call `rewind`, without the remarks behind them.
  private static let examples = text.components(separatedBy: "```sh\n").dropFirst()
    .flatMap { $0.components(separatedBy: "```")[0].split(separator: "\n") }
    .filter { $0.hasPrefix("rewind ") }
    .map { $0.components(separatedBy: " #")[0].trimmingCharacters(in: .whitespaces) }

  @Test("every call in it is one that the program understands", arguments: examples)
  func calls(line: String) throws {
    // A shell takes the quotes away; nothing in these has quotes inside quotes.
    let words = line.split(separator: " ").dropFirst().map {
      $0.filter { $0 != "'" }
    }
    #expect(throws: Never.self) { try Arguments(parsing: Array(words)) }
  }

  @Test("its walk through the commands does what it says, one after the other")
  func commands() throws {
    let program = try BuiltProgram()
    program.environment["REWIND_LOG"] = "bank"
    let text = Self.examples.filter {
      $0 != "rewind" && !$0.contains("--follow") && !$0.contains("trips.jsonl")
    }
    #expect(text.count == 17)
    for line in text {
      let path = (PseudoTerminal.product("rewind") as NSString).deletingLastPathComponent
      let terminal = try PseudoTerminal(
        running: "/bin/sh", ["-c", "PATH=\(path):$PATH; " + line],
        environment: program.environment.mapValues { $0 }, in: program.folder)
      let expected: Int32 = line.contains("diff") ? 1 : 0
      #expect(terminal.waitForExit() == .code(expected), "\(line)")
    }
  }
  @Test("its walk through a log that another system wrote does what it says, one after the other")
  func foreignLog() throws {
    let program = try BuiltProgram()
    let lines = Self.text.split(separator: "\n").filter {
      $0.contains("trips.jsonl") && ($0.hasPrefix("rewind ") || $0.hasPrefix("echo "))
    }
    #expect(lines.count == 5)
    let path = (PseudoTerminal.product("rewind") as NSString).deletingLastPathComponent
    for line in lines {
      let terminal = try PseudoTerminal(
        running: "/bin/sh", ["-c", "PATH=\(path):$PATH; " + line],
        environment: program.environment.mapValues { $0 }, in: program.folder)
      if line.hasPrefix("rewind trips.jsonl") {
        terminal.expect("the log") { $0.contains("trip-1") }
        terminal.send("q")
      }
      #expect(terminal.waitForExit() == .code(0), "\(line)")
    }
    let state = try program.run("state", "trip-1", "-l", "trips.jsonl", "--with", "code", "--json")
    #expect(state.output.contains(#""fold":"trip.js""#))
  }

  @Test("its code compiles and does what it says")
  func code() async throws {
    try expectGuideCode(of: "README.md", pieces: 2)
    let program = try BuiltProgram()
    let path = program.folder + "/counters"

    try FileEventStore.create(at: path)
    let counters = Repository<Counter>(try FileEventStore(at: path))

    var counter = counters.create("counter-1")
    try counter.record("Counted", [:])
    try await counters.save(counter)
    try await counters.update("counter-1") { try $0.record("Counted", [:]) }
    let count = try await counters.load("counter-1").state.count  // 2

    #expect(count == 2)
  }
}
