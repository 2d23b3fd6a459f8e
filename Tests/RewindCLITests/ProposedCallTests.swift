import Foundation
import Rewind
import TestSupport
import Testing

@Suite("Calls that are proposed can be pasted, and work")
struct ProposedCallTests {
  private let program: BuiltProgram
  private let store = "my store"

  init() throws {
    program = try BuiltProgram()
    _ = try program.run("init", store)
    _ = try program.run("append", "account-1", "Opened", "-l", store)
  }

  /// The calls that a line proposes, each as far as a shell takes it.
  private func calls(in line: String) -> [String] {
    line.components(separatedBy: "rewind ").dropFirst().map { part in
      let end = part.range(of: "-l 'my store'")?.upperBound ?? part.endIndex
      return String(part[..<end])
    }
  }

  /// Runs a proposed call in a shell.
  private func paste(_ call: String) throws -> Outcome {
    let rewind = PseudoTerminal.product("rewind")
    let task = Process()
    task.executableURL = URL(fileURLWithPath: "/bin/sh")
    task.arguments = ["-c", "'\(rewind)' " + call]
    task.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    task.environment = program.environment
    (task.standardOutput, task.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    task.standardInput = FileHandle.nullDevice
    try task.run()
    task.waitUntilExit()
    return Outcome(status: task.terminationStatus, output: "", errors: "")
  }

  @Test(
    "errors name the log as the call did, quoted",
    arguments: [
      (["projection", "show", "streams"], ["projection rebuild streams -l 'my store'"]),
      (["projection", "parked", "streams"], ["projection rebuild streams -l 'my store'"]),
      (["state", "nobody"], ["streams -l 'my store'"]),
      (["events", "--stream", "nobody"], ["streams -l 'my store'"]),
      (["events", "--type", "Nothing"], ["types -l 'my store'"]),
    ])
  func errors(words: [String], expected: [String]) throws {
    let outcome = try program.run(words + ["-l", store])
    #expect(outcome.status == 1)
    #expect(calls(in: outcome.errors) == expected, "\(outcome.errors)")
    for call in expected { #expect(try paste(call).status == 0) }
  }

  @Test("the explorer without a terminal names them too")
  func noTerminal() throws {
    let outcome = try program.run(store)
    #expect(calls(in: outcome.errors) == ["streams -l 'my store'", "events -l 'my store'"])
  }

  @Test("a stale read model proposes its rebuild, and damage to read models that of all")
  func readModels() throws {
    _ = try program.run("projection", "rebuild", "streams", "-l", store)
    let database = store + "/cache/readmodels.sqlite"
    try FileManager.default.removeItem(atPath: program.path(store + "/cache"))
    try FileManager.default.createDirectory(
      atPath: program.path(store + "/cache"), withIntermediateDirectories: true)
    try program.file(database, String(repeating: "this is no database\n", count: 100))
    let outcome = try program.run("projection", "show", "streams", "-l", store)
    #expect(calls(in: outcome.errors) == ["projection rebuild --all -l 'my store'"])
    #expect(outcome.errors.contains("delete it"))
    try FileManager.default.removeItem(atPath: program.path(database))
    #expect(try paste("projection rebuild --all -l 'my store'").status == 0)
  }

  @Test("a damaged store proposes to verify and to repair it")
  func damaged() throws {
    try program.extend(store + "/log/0000000000000001.jsonl", "junk\n{}\n")
    let outcome = try program.run("append", "account-1", "Blocked", "-l", store)
    #expect(
      calls(in: outcome.errors) == ["verify -l 'my store'", "verify --repair -l 'my store'"])
    #expect(try paste("verify --repair -l 'my store'").status == 0)
    let many = try program.run(
      "append", "--from", "-", "-l", store, input: #"{"stream_id":"a-1","type":"T"}"# + "\n")
    #expect(many.status == 0)
  }

  @Test("where there is no store, the call that makes one is quoted")
  func noStore() throws {
    let outcome = try program.run("append", "account-1", "Opened", "-l", "not there")
    #expect(outcome.errors.contains("rewind init 'not there' makes one"))
  }

  @Test("the mapping is named with the log")
  func mapping() throws {
    try program.file("my log.jsonl", "{\"who\":\"a-1\",\"what\":\"T\"}\n")
    let outcome = try program.run(
      "state", "nobody", "-l", "my log.jsonl", "--map", "stream=who", "--map", "type=what")
    #expect(
      outcome.errors.contains(
        "rewind streams -l 'my log.jsonl' --map stream=who --map type=what lists"))
  }

  @Test("the explorer proposes calls that name the log it was opened with")
  func explorer() throws {
    _ = try program.run("init", "other one")
    let terminal = try program.open("other one")
    terminal.expect("how to append") { screen in
      screen.contains("rewind append account-1 MoneyDeposited") && screen.contains("-l 'other")
        && screen.contains("one'")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }
}
