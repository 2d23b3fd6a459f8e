import Foundation
import Rewind
import TestSupport
import Testing

@testable import RewindCLI

@Suite("Journeys through the projections, in a terminal")
struct ProjectionJourneyTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    program.environment["REWIND_LOG"] = "bank"
    try program.makeSampleStore("bank")
  }

  private func openProjections() throws -> PseudoTerminal {
    let terminal = try program.open("demo", "bank", "--utc")
    terminal.expect("the streams") { $0.contains("all events") }
    terminal.send("R")
    return terminal
  }

  private func quit(_ terminal: PseudoTerminal) {
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.hasModesAsFound)
  }

  private func status(of name: String, _ terminal: PseudoTerminal, is word: String) -> Bool {
    terminal.rows.contains { $0.contains(" \(name) ") && $0.contains(" \(word) ") }
  }

  @Test("all are rebuilt, balances sorted, and Enter on the lowest is at the account's last event")
  func lowestBalance() throws {
    let terminal = try openProjections()
    terminal.expect("nothing built") { status(of: "account_balances", $0, is: "not built") }
    terminal.send("b")
    terminal.expect("the question") { $0.contains("Compare first") }
    terminal.send("a")
    terminal.expect("all of them built") { terminal in
      ["account_balances", "transaction_history", "orders", "streams", "event_types"]
        .allSatisfy { status(of: $0, terminal, is: "up to date") }
    }
    let lowest = try JSONText(
      try program.run(
        "projection", "show", "account_balances", "--sort", "balance", "--limit", "1", "--json"
      ).lines[0])
    let account = try #require(lowest["account"]?.string)
    terminal.send("\t")
    terminal.send("lll")
    terminal.send("o")
    terminal.expect("the lowest balance first") { terminal in
      terminal.rows.contains { $0.contains("▶ \(account)") }
        || terminal.rows.first { $0.contains("account-") }?.contains(account) == true
    }
    terminal.send("g")
    terminal.send("\r")
    terminal.expect("the account's stream") { $0.rows[0].contains("› \(account)") }
    quit(terminal)
  }

  @Test(
    "a line of a projection's script is changed, compared, and Enter is at a stream that differs")
  func changedScript() throws {
    try FileManager.default.createDirectory(
      atPath: program.path("bank/projections"), withIntermediateDirectories: true)
    func save(_ amount: String) throws {
      let text = """
        fromCategory("account").foreachStream().when({
          $init: () => ({ spent: 0 }),
          MoneyWithdrawn(s, e) { s.spent += \(amount) },
        })
        """
      try text.write(
        toFile: program.path("bank/projections/a_spent.js"), atomically: true, encoding: .utf8)
    }
    try save("e.data.amount")
    let terminal = try openProjections()
    terminal.expect("the script's") { status(of: "a_spent", $0, is: "not built") }
    terminal.send("b")
    terminal.expect("the question") { $0.contains("Compare first") }
    terminal.send("r")
    terminal.expect("it built") { status(of: "a_spent", $0, is: "up to date") }
    try save("e.data.amount + 1")
    terminal.expect("it stale") { status(of: "a_spent", $0, is: "stale") }
    terminal.send("b")
    terminal.expect("the question") { $0.contains("Compare first") }
    terminal.send("c")
    terminal.expect("what it changes") {
      $0.contains("what the rebuild changes") && $0.contains("spent")
    }
    terminal.send("\r")
    terminal.expect("the first account's stream") { $0.rows[0].contains("› account-") }
    quit(terminal)
  }

  @Test("a read model that is kept up shows what another process appends")
  func live() throws {
    let terminal = try openProjections()
    terminal.expect("nothing built") { status(of: "streams", $0, is: "not built") }
    terminal.send("G")
    terminal.send("k")
    terminal.send("b")
    terminal.expect("the question") { $0.contains("Compare first") && $0.contains("· streams") }
    terminal.send("s")
    terminal.expect("it is kept up") { status(of: "streams", $0, is: "running") }
    _ = try program.run("append", "zebra-1", "Seen")
    let count = try program.run("events", "--json").lines.count
    terminal.expect("the event is taken in") { terminal in
      terminal.rows.contains { $0.contains(" streams ") && $0.contains(grouped(count)) }
    }
    #expect(try program.run("projection", "show", "streams", "--key", "zebra-1").status == 0)
    quit(terminal)
  }
}
