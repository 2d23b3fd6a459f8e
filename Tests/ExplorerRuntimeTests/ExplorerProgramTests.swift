import Foundation
import Rewind
import TestSupport
import Testing

/// The program that the guide ends with, in a folder with the bank that it opens.
@Suite("A program that opens the explorer with its own code")
struct ExplorerProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open() throws -> PseudoTerminal {
    try PseudoTerminal(
      running: PseudoTerminal.product("ExplorerGuide"), environment: ["HOME": folder.path],
      in: folder.path)
  }

  private func makeBank() async throws {
    try FileEventStore.create(at: folder.path("bank"))
    let store = try FileEventStore(at: folder.path("bank"))
    let events = [
      NewEvent(type: "AccountOpened", data: #"{"name":"Ada"}"#),
      NewEvent(type: "MoneyDeposited", data: #"{"amount":700}"#),
    ]
    try await store.append(events, to: "account-1")
  }

  private func quit(_ terminal: PseudoTerminal) {
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.hasModesAsFound)
    #expect(!terminal.isAlternateScreen)
  }

  @Test("its aggregate makes the states, of events that its upcaster lifts")
  func states() async throws {
    try await makeBank()
    let terminal = try open()
    terminal.expect("the stream") { $0.contains("account-1") }
    terminal.send("\r")
    terminal.expect("the state, by its aggregate") {
      $0.contains("BankAccount") && $0.contains("~ balance") && $0.contains("0 → 700")
        && $0.contains(#""Ada""#)
    }
    quit(terminal)
  }

  @Test("its projection is listed beside those for any log, and built into the store's cache")
  func projections() async throws {
    try await makeBank()
    let terminal = try open()
    terminal.expect("the stream") { $0.contains("account-1") }
    terminal.send("R")
    terminal.expect("the projections") { $0.contains("balances") && $0.contains("event_types") }
    terminal.send("br")
    terminal.expect("its row") { $0.contains("rebuilt to @2") && $0.contains("Ada") }
    quit(terminal)
    #expect(FileManager.default.fileExists(atPath: folder.path("bank/cache/readmodels.sqlite")))
  }

  @Test(
    "the read models of another program's log are in the user's cache, and it is not written to")
  func foreignLog() throws {
    let line = #"{"stream_id":"account-1","type":"AccountOpened","data":{"owner":"Zoë"}}"# + "\n"
    let lines = line + line.replacing("account-1", with: "account-2") + line
    try Data(lines.utf8).write(to: URL(filePath: folder.path("bank")))
    let terminal = try open()
    terminal.expect("the stream") { $0.contains("account-1") && $0.contains("READ-ONLY") }
    terminal.send("R")
    terminal.expect("the projections") { $0.contains("event_types") }
    terminal.send("jbr")
    terminal.expect("that it is built") { $0.contains("rebuilt to @3") }
    quit(terminal)
    let cache = try FileManager.default.subpathsOfDirectory(atPath: folder.path(".cache/rewind"))
    #expect(cache.contains { $0.hasSuffix("readmodels.sqlite") })
    #expect(try Data(contentsOf: URL(filePath: folder.path("bank"))) == Data(lines.utf8))
  }

  @Test("a log that is not there is an error of one line, and no explorer comes")
  func noLog() throws {
    let terminal = try open()
    #expect(terminal.waitForExit() == .code(2))
    #expect(
      String(decoding: terminal.output, as: UTF8.self)
        == "bank: cannot open: No such file or directory\r\n")
  }

  @Test("without a terminal it says so in one line")
  func noTerminal() async throws {
    try await makeBank()
    let process = Process()
    process.executableURL = URL(filePath: PseudoTerminal.product("ExplorerGuide"))
    process.currentDirectoryURL = URL(filePath: folder.path)
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let texts = try [output, errors].map { try $0.fileHandleForReading.readToEnd() ?? Data() }
      .map { String(decoding: $0, as: UTF8.self) }
    process.waitUntilExit()
    #expect(texts == ["", "the explorer needs a terminal, and output is none\n"])
    #expect(process.terminationStatus == 2)
  }

  @Test("a signal ends it with the terminal given back")
  func signal() async throws {
    try await makeBank()
    let terminal = try open()
    terminal.expect("the stream") { $0.contains("account-1") }
    terminal.signal(SIGTERM)
    #expect(terminal.waitForExit() == .code(128 + SIGTERM))
    #expect(terminal.hasModesAsFound)
  }
}
