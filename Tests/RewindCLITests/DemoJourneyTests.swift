import Rewind
import TestSupport
import Testing

@Suite("The walk through the demo")
struct DemoJourneyTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
  }

  @Test("at most 15 keys lead from the first screen to what took an account below zero")
  func overdrawnAccount() throws {
    let terminal = try program.open("demo", "sample")
    terminal.expect("the streams, and the keys that will be needed") {
      $0.contains("account-") && $0.contains("A all events") && $0.contains("f filter")
        && $0.contains("Enter open")
    }
    var keys = 0
    func type(_ text: String, then what: String, _ isThere: (PseudoTerminal) -> Bool) {
      terminal.send(text)
      keys += text.count
      terminal.expect(what, until: isThere)
    }
    type("A", then: "all events") { $0.contains("All events") && $0.contains("OrderDelivered") }
    type("fbal\r", then: "the nine corrections alone, two in a row of one account") {
      $0.contains("BalanceCorrected") && $0.contains("9 of 5,242 match")
    }
    type("gjj", then: "the second of the two") { $0.contains("Event 3,101 · BalanceCorrected") }
    type("\r", then: "the account at that moment, the change marked") {
      $0.contains("~ balance") && $0.contains("54 → -109")
    }
    #expect(keys <= 15)
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("the demo opens at a place, with folds of one's own, as any log does")
  func place() throws {
    _ = try program.shell("mkdir -p code/aggregates")
    try program.file(
      "code/aggregates/account.js", "export default { MoneyDeposited: () => ({ mine: 7 }) }")
    let terminal = try program.open(
      "demo", "sample", "--at", "account-923388@14", "--path", "balance", "--with", "code")
    terminal.expect("the state by that fold") {
      $0.contains("State · account.js") && $0.contains("v14 of") && $0.contains("mine")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    let refused = try program.run("demo", "sample", "--no-open", "--at", "@3")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--at is where to begin, and with --no-open nothing is opened"))
  }

  @Test("events of an old schema are printed as stored, and folded as they are meant today")
  func oldSchema() throws {
    try program.makeSampleStore("sample")
    let first = try program.run(
      "events", "-l", "sample", "--type", "AccountCreated", "--limit", "2", "--json")
    let stored = try JSONText(#require(first.lines.last))
    #expect(stored["data"]?["owner"]?.string == "user-002")
    #expect(stored["data"]?["owner_id"] == nil && stored["data"]?["name"] == nil)
    let stream = try #require(stored["stream_id"]?.string)
    let state = try program.run("state", "-l", "sample", stream, "--at", "1", "--json")
    let folded = try JSONText(#require(state.lines.first))
    #expect(folded["state"]?["owner_id"]?.string == "user-002")
    #expect(folded["state"]?["name"]?.string == "Current account")
    let row = try program.run(
      "projection", "show", "account_balances", "-l", "sample", "--at", "@10", "--json")
    #expect(row.output.contains("Current account"))
    let terminal = try program.open("sample", "--at", "\(stream)@1")
    terminal.expect("the event as it is folded") {
      $0.contains("schema 1 → 2") && $0.contains("owner_id    \"user-002\"")
    }
    terminal.send("s")
    terminal.expect("the event as it is stored") { $0.contains("owner       \"user-002\"") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
  }

  @Test("the first screen comes again at once, and quitting leaves the terminal as it was")
  func secondTime() throws {
    for _ in 1...2 {
      let terminal = try program.open("demo", "sample")
      terminal.expect("the streams") { $0.contains("account-") }
      terminal.send("q")
      #expect(terminal.waitForExit() == .code(0))
      #expect(terminal.hasModesAsFound)
    }
  }
}
