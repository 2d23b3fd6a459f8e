import Foundation
import TestSupport
import Testing

@testable import RewindCLI

@Suite("The README tells the truth")
struct ReadmeTests {
  private static let text: String = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return (try? String(contentsOf: package.appending(path: "README.md"), encoding: .utf8)) ?? ""
  }()

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
    let text = Self.examples.filter { !$0.contains("--follow") && !$0.contains("trips.jsonl") }
    #expect(text.count == 13)
    for line in text {
      let path = (PseudoTerminal.product("rewind") as NSString).deletingLastPathComponent
      let terminal = try PseudoTerminal(
        running: "/bin/sh", ["-c", "PATH=\(path):$PATH; " + line],
        environment: program.environment.mapValues { $0 }, in: program.folder)
      let expected: Int32 = line.contains("diff") ? 1 : 0
      #expect(terminal.waitForExit() == .code(expected), "\(line)")
    }
  }
}
