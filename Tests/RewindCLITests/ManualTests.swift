import Explorer
import Foundation
import TestSupport
import Testing

@testable import RewindCLI

@Suite("What is made from the table of commands")
struct ManualTests {
  @Test("the man page in assets is the one that the table makes")
  func manualPage() throws {
    try expectAsset("rewind.1", is: ManualPage.text)
  }

  @Test(
    "the completions in assets are those that the table makes",
    arguments: Completions.all.map(\.file))
  func completions(file: String) throws {
    let text = try #require(Completions.all.first { $0.file == file }).text
    try expectAsset("completions/" + file, is: text)
  }

  @Test("the help of a command names all its options and keys", arguments: CommandName.allCases)
  func help(command: CommandName) {
    let specification = CommandTable.specification(of: command)
    let text = HelpText.text(for: command)
    for option in specification.allOptions { #expect(text.contains("--\(option.name)")) }
    for key in specification.keys where command != .open { #expect(text.contains(key.name)) }
  }

  @Test("calls that are proposed name the folder of code to the commands that take one")
  func takingCode() {
    let taking = CommandTable.all.filter { $0.allOptions.contains { $0.name == "with" } }
    let names = taking.map(\.name).filter { ![.open, .demo].contains($0) }
    #expect(
      Set(names.map { String($0.rawValue.prefix { $0 != " " }) }) == ProposedCalls.takingCode)
    let calls = ProposedCalls(logWords: ["-l", "bank"], codeWords: ["--with", "my code"])
    #expect(
      calls.call("projection", "run", "x") == "rewind projection run x -l bank --with 'my code'")
    #expect(calls.call("verify") == "rewind verify -l bank")
  }

  @Test("the program's help names every command")
  func overview() {
    for command in CommandTable.all {
      #expect(HelpText.text(for: nil).contains(command.form))
    }
  }

  @Test("no help text is wider than a terminal", arguments: CommandName.allCases)
  func width(command: CommandName) {
    for line in HelpText.text(for: command).split(separator: "\n") { #expect(line.count <= 80) }
  }

  /// Compares with a file below `assets`; RECORD_ASSETS=1 writes it, and fails.
  private func expectAsset(_ name: String, is text: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "assets/" + name)
    if ProcessInfo.processInfo.environment["RECORD_ASSETS"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("assets/\(name) was written; run again without RECORD_ASSETS")
      return
    }
    expectNoDifference(try String(contentsOf: file, encoding: .utf8), text)
  }
}
