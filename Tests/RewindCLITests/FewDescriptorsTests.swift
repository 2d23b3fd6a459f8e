import Foundation
import Rewind
import TestSupport
import Testing

@Suite("A process that may open few files")
struct FewDescriptorsTests {
  let program: BuiltProgram

  /// A store and a foreign log with read models of each.
  init() throws {
    program = try BuiltProgram()
    let lines = (1...20).map {
      "{\"stream_id\":\"s-\($0 % 3)\",\"type\":\"Counted\",\"data\":{\"n\":\($0)}}\n"
    }
    try program.file("log.jsonl", lines.joined())
    _ = try program.run("init", "store")
    _ = try program.run("append", "--from", "log.jsonl", "-l", "store")
    try FileEventStore.create(
      at: program.path("lazy"), settings: StoreSettings(sync: .interval(milliseconds: 1)))
    for log in ["store", "log.jsonl"] {
      _ = try program.run("projection", "rebuild", "--all", "-l", log)
    }
  }

  /// The least number with which the system's loader starts the program, and one with which all works.
  private static let limits = 4...24

  @Test(
    "a command does its work, or says in a line what it could not open",
    arguments: [
      "append s-1 Counted -l store", "append --from log.jsonl -l store",
      "append s-1 Counted -l lazy", "import log.jsonl copy",
      "init new", "demo sample --no-open", "state s-1 -l store", "state s-1 -l log.jsonl",
      "events -l store", "events -l log.jsonl", "streams -l store", "types -l log.jsonl",
      "verify --deep -l store", "projections -l log.jsonl", "projection rebuild streams -l store",
      "projection run --all -l log.jsonl", "projection show streams -l store",
      "projection show streams --at @2 -l log.jsonl", "projection parked streams -l store",
    ])
  func commands(words: String) throws {
    for limit in Self.limits {
      for folder in ["copy", "new"] {
        try? FileManager.default.removeItem(atPath: program.path(folder))
      }
      let outcome = try program.shell("ulimit -n \(limit); exec \"$0\" \(words)")
      guard outcome.status != 0 else { continue }
      #expect(outcome.status == 2, "\(limit): \(outcome)")
      let errors = outcome.errors.split(separator: "\n")
      #expect(!errors.isEmpty && errors.allSatisfy { $0.hasPrefix("rewind: ") })
      #expect(errors.allSatisfy { $0.contains("Too many open files") }, "\(limit): \(outcome)")
    }
    #expect(try program.run("verify", "--deep", "-l", "store").status == 0)
  }

  @Test("the explorer opens, or says in a line why it cannot", arguments: limits)
  func explorer(limit: Int) throws {
    let program = PseudoTerminal.product("rewind")
    let terminal = try PseudoTerminal(
      running: "/bin/sh", ["-c", "ulimit -n \(limit); exec '\(program)' store"],
      environment: self.program.environment.mapValues { $0 }, in: self.program.folder)
    terminal.expect("the streams, or a line") {
      $0.contains("s-1") || $0.contains("rewind: ") || $0.contains("Too many open files")
    }
    terminal.send("jR\t\rq")
    let exit = terminal.waitForExit()
    #expect(exit == .code(0) || exit == .code(2))
    #expect(terminal.hasModesAsFound)
  }

  @Test(
    "a folder of more files than may be open is read whole",
    arguments: [
      "events -l many", "state s-1 -l many", "verify --deep -l many",
      "import many copy",
    ])
  func manyFiles(words: String) throws {
    let lines = try String(contentsOfFile: program.path("log.jsonl"), encoding: .utf8)
    try FileManager.default.createDirectory(
      atPath: program.path("many"), withIntermediateDirectories: false)
    for number in 0..<100 { try program.file("many/\(100 + number).jsonl", lines) }
    let whole = try program.run(words.split(separator: " ").map(String.init))
    #expect(whole.status == 0)
    try? FileManager.default.removeItem(atPath: program.path("copy"))
    let outcome = try program.shell("ulimit -n 48; exec \"$0\" \(words)")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output == whole.output)
  }
}
