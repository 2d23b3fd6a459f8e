import Rewind
import TestSupport
import Testing

@testable import RewindCLI

@Suite("Journeys from events to rows and back, in a terminal")
struct StepJourneyTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    program.environment["REWIND_LOG"] = "bank"
    try program.makeSampleStore("bank")
    for name in ["account_balances", "event_types"] {
      #expect(try program.run("projection", "rebuild", name).status == 0)
    }
  }

  private func quit(_ terminal: PseudoTerminal) {
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.hasModesAsFound)
  }

  /// The account with the most events.
  private func account() throws -> String {
    let outcome = try program.run(
      "streams", "--category", "account", "--sort", "events", "--limit", "1", "--json")
    let line = try #require(outcome.lines.first)
    return try #require(try JSONText(line)["stream"]?.string)
  }

  @Test("r on an event shows the rows that it touched, Enter goes to one, Esc comes back")
  func touched() throws {
    let account = try account()
    let terminal = try program.open("bank", "--utc", "--at", "\(account)@2")
    terminal.expect("the account") { $0.rows[0].contains("› \(account)") }
    // What there is of read models is learnt beside the first screen: until then, none is known.
    for _ in 1...50 where !terminal.contains("Rows that @") {
      terminal.send("r")
      terminal.expect("an answer") {
        $0.contains("Rows that @") || $0.contains("no projection has a read model")
      }
    }
    terminal.expect("the rows") { terminal in
      terminal.contains("Rows that @")
        && terminal.rows.contains { $0.contains("account_balances") && $0.contains("balance") }
        && terminal.rows.contains { $0.contains("event_types") && $0.contains("→") }
    }
    terminal.send("\r")
    terminal.expect("the account's row alone") {
      $0.rows[0].contains("projections › account_balances") && $0.contains("· row \(account)")
    }
    terminal.send("\u{1B}")
    terminal.expect("all rows") { !$0.contains("· row \(account)") }
    terminal.send("\u{1B}")
    terminal.expect("the event again") { $0.contains("Rows that @") }
    terminal.send("\u{1B}")
    terminal.expect("the stream") { !$0.contains("Rows that @") }
    quit(terminal)
  }

  @Test("s steps through the events that a projection takes, Enter is at one of them")
  func steps() throws {
    let terminal = try program.open("bank", "--utc")
    terminal.expect("the streams") { $0.contains("all events") }
    terminal.send("R")
    terminal.send(":account_balances\r")
    terminal.expect("it built") { terminal in
      terminal.rows.contains { $0.contains(" account_balances ") && $0.contains(" up to date ") }
    }
    terminal.send("s")
    terminal.expect("the first step") {
      $0.contains("account_balances · step") && $0.contains("AccountCreated")
    }
    let first = try #require(terminal.rows.first { $0.contains("AccountCreated") })
    terminal.send("n")
    terminal.expect("the next step") { terminal in
      terminal.contains("account_balances · step") && !terminal.rows.contains(first)
    }
    terminal.send("\r")
    terminal.expect("the event's stream") { $0.rows[0].contains("› account-") }
    quit(terminal)
  }
}
