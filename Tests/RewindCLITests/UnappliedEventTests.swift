import Foundation
import Rewind
import TestSupport
import Testing

@Suite("States that are without events")
struct UnappliedEventTests {
  let program: BuiltProgram

  /// The sample store, folded in Swift, with one more account: events 3, 4, and 6 to 8 cannot be applied.
  init() throws {
    program = try BuiltProgram()
    try program.makeSampleStore("bank")
    try? FileManager.default.removeItem(atPath: program.path("bank/aggregates"))
    let amounts = ["5", "\"abc\"", "{}", "7", "\"a\"", "\"b\"", "\"c\""]
    let created =
      #"{"stream_id":"account-new","type":"AccountCreated","data":{"owner_id":"u","name":"N"}}"#
    let lines = amounts.map {
      #"{"stream_id":"account-new","type":"MoneyDeposited","data":{"amount":\#($0)}}"#
    }
    let input = ([created] + lines).joined(separator: "\n") + "\n"
    try #require(
      try program.run("append", "-l", "bank", "--from", "-", input: input).status == 0)
    program.environment["REWIND_LOG"] = "bank"
  }

  private func state(at version: Int, _ words: String...) throws -> Outcome {
    try program.run(["state", "account-new", "--at", "\(version)"] + words)
  }

  @Test("a state before the first of them is an answer like any other")
  func before() throws {
    let outcome = try state(at: 2, "--path", "balance")
    #expect(outcome == Outcome(status: 0, output: "5\n", errors: ""))
  }

  @Test("a state at or behind one says so on standard error, and exits with 3")
  func text() throws {
    let at = try state(at: 3, "--path", "balance")
    #expect(at.status == 3)
    #expect(at.output == "5\n")
    #expect(at.errors.hasPrefix("rewind: account-new: version 3 could not be applied: "))
    #expect(at.errors.split(separator: "\n").count == 1)
    let second = try state(at: 4)
    #expect(
      second.errors.contains(
        "rewind: account-new: this state is without version 3, whose event could not be applied: "))
    let behind = try state(at: 5, "--path", "balance")
    #expect(behind.status == 3)
    #expect(behind.output == "12\n")
    #expect(
      behind.errors.hasPrefix(
        "rewind: account-new: this state is without versions 3 and 4, whose events could not be"
          + " applied; version 3: "))
    let last = try state(at: 8)
    #expect(last.errors.contains("this state is without versions 3, 4 and 2 more, whose events"))
  }

  @Test("--json has their versions, where there are some")
  func json() throws {
    #expect(try JSONText(state(at: 2, "--json").output)["without"] == nil)
    let outcome = try state(at: 6, "--json")
    #expect(outcome.status == 3)
    #expect(try JSONText(outcome.output)["without"]?.value.text() == "[3,4,6]")
  }

  @Test(
    "no state, or nothing at a path, is 3 as well where an event is missing that may have made it")
  func none() throws {
    #expect(
      try program.run("append", "account-none", "AccountCreated", "--data", "{}").status == 0)
    let text = try program.run("state", "account-none")
    #expect(text.status == 3)
    #expect(text.errors.contains("version 1 could not be applied: AccountCreated has no text at"))
    #expect(text.errors.hasSuffix("rewind: account-none has no state at version 1\n"))
    let json = try program.run("state", "account-none", "--json")
    #expect(json.status == 3)
    #expect(try JSONText(json.output)["without"]?.value.text() == "[1]")
    #expect(try state(at: 3, "--path", "iban").status == 3)
    #expect(try state(at: 2, "--path", "iban").status == 1)
  }

  @Test("a diff says it of its states, and exits with 3 where they are the same")
  func diff() throws {
    let same = try program.run("diff", "account-new", "3", "4")
    #expect(same.status == 3)
    #expect(same.output.isEmpty)
    #expect(same.errors.contains("the state at version 3 is without version 3, whose event"))
    #expect(same.errors.contains("the state at version 4 is without versions 3 and 4, whose"))
    let sameInJSON = try program.run("diff", "account-new", "3", "4", "--json")
    #expect(sameInJSON == Outcome(status: 3, output: "{\"without\":[3,4]}\n", errors: same.errors))
    let different = try program.run("diff", "account-new", "4", "5")
    #expect(different.status == 3)
    #expect(different.errors.contains("both states are without versions 3 and 4, whose events"))
    #expect(
      different.errors.contains("version 3: MoneyDeposited has no whole number at \"amount\""))
    let json = try program.run("diff", "account-new", "5", "2", "--json")
    #expect(json.status == 3)
    #expect(try JSONText(json.output)["without"]?.value.text() == "[3,4]")
    let before = try program.run("diff", "account-new", "1", "2", "--json")
    #expect(before.status == 1)
    #expect(try JSONText(before.output)["without"] == nil)
    #expect(
      try program.run("diff", "account-new", "2", "2") == Outcome(status: 0, output: "", errors: "")
    )
  }
}
