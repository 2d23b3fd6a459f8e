import Foundation
import Rewind
import TestSupport
import Testing

@testable import RewindCLI

@Suite("Projections on the command line")
struct ProjectionCommandTests {
  let program: BuiltProgram

  /// The sample store, the default log.
  init() throws {
    program = try BuiltProgram()
    try program.makeSampleStore("bank")
    program.environment["REWIND_LOG"] = "bank"
  }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: program.path(name))
  }

  private func rebuild(_ words: String...) throws -> Outcome {
    try program.run(["projection", "rebuild"] + words)
  }

  private func show(_ words: String...) throws -> Outcome {
    try program.run(["projection", "show"] + words)
  }

  private func rows(_ outcome: Outcome) throws -> [JSONText] {
    try outcome.lines.map { try JSONText($0) }
  }

  /// An account of the sample, and its balance by its aggregate.
  private func account() throws -> (name: String, balance: Int) {
    let stream = try JSONText(
      try program.run("streams", "--category", "account", "--limit", "1", "--json").lines[0])
    let name = try #require(stream["stream"]?.string)
    let balance = try program.run("state", name, "--path", "balance").lines[0]
    return (name, try #require(Int(balance)))
  }

  // MARK: - Rebuilding and showing

  @Test("what was never built says so and how to build it, and exits 1")
  func notBuilt() throws {
    let outcome = try show("account_balances")
    #expect(
      outcome
        == Outcome(
          status: 1, output: "",
          errors: "rewind: account_balances: no read model yet;"
            + " rewind projection rebuild account_balances\n"))
    #expect(try program.run("projection", "parked", "account_balances").status == 1)
    let list = try program.run("projections")
    #expect(list.status == 0)
    #expect(list.lines.dropFirst().allSatisfy { $0.contains("not built") })
    #expect(!exists("bank/cache/readmodels.sqlite"))
  }

  @Test("a rebuilt read model holds what the aggregates say, in the store's cache")
  func rebuildAndShow() throws {
    let outcome = try rebuild("account_balances", "streams")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.count == 2)
    #expect(outcome.lines[0].hasPrefix("account_balances: rebuilt to @"))
    #expect(outcome.lines[0].contains(" rows · 0."))
    #expect(exists("bank/cache/readmodels.sqlite"))
    let account = try account()
    let row = try #require(
      try rows(try show("account_balances", "--key", account.name, "--json")).first)
    #expect(row["account"]?.string == account.name)
    #expect(row["balance"]?.int == account.balance)
    let list = try rows(try program.run("projections", "--json"))
    #expect(list.first { $0["projection"]?.string == "streams" }?["lag"]?.int == 0)
  }

  @Test("rows are sorted, turned, filtered and limited")
  func sorted() throws {
    _ = try rebuild("account_balances")
    let balances = { (words: [String]) in
      try program.run(["projection", "show", "account_balances", "--json"] + words).lines
        .compactMap { try JSONText($0)["balance"]?.int }
    }
    let all = try balances(["--sort", "balance"])
    #expect(all == all.sorted())
    #expect(try balances(["--sort", "balance", "--descending"]) == all.sorted().reversed())
    #expect(try balances(["--sort", "balance", "--limit", "3"]) == Array(all.prefix(3)))
    #expect(try balances(["--filter", "no such text"]) == [])
    #expect(try balances(["--filter", "!no such text"]).count == all.count)
    let wrong = try show("account_balances", "--sort", "balanse")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("account_balances has no column balanse"))
    #expect(wrong.errors.hasSuffix("did you mean balance?\n"))
    #expect(try show("account_balances", "--table", "x").status == 2)
    #expect(try show("account_balances", "--key", "nobody").status == 1)
  }

  @Test("a store is the same by a link and with a slash behind it")
  func otherPaths() throws {
    try FileManager.default.createSymbolicLink(
      atPath: program.path("link"), withDestinationPath: "bank")
    _ = try rebuild("streams", "-l", "link")
    #expect(try show("streams", "-l", "bank/", "--limit", "1").status == 0)
    #expect(try show("streams", "-l", "link/", "--limit", "1").status == 0)
  }

  @Test("a name that no projection has lists those there are")
  func unknown() throws {
    for words in [["rebuild", "stream"], ["run", "stream"], ["show", "stream"]] {
      let outcome = try program.run(["projection"] + words)
      #expect(outcome.status == 2)
      #expect(
        outcome.errors == "rewind: no projection is called stream; there are: account_blocks,"
          + " article_demand, bank_totals, money_moved, refunds, savings, account_balances,"
          + " transaction_history, orders, streams, event_types; did you mean streams?\n")
    }
  }

  // MARK: - The past

  @Test("a read model is shown as of a moment, and compared with another one")
  func past() throws {
    let account = try account()
    let first = try JSONText(
      try program.run("events", "--stream", account.name, "--limit", "1", "--json").lines[0])
    let position = try #require(first["position"]?.int)
    let words = ["account_balances", "--key", account.name, "--json", "--at", "@\(position)"]
    let row = try #require(
      try rows(try program.run(["projection", "show"] + words)).first)
    #expect(row["balance"]?.int == 0)
    #expect(
      try show("account_balances", "--key", account.name, "--at", "@\(position - 1)").status == 1)
    // Nothing of it is kept.
    #expect(!exists("bank/cache/readmodels.sqlite"))

    let same = try show("account_balances", "--at", "@9", "--against", "@9")
    #expect(same.status == 0)
    let other = try show(
      "account_balances", "--against", "@\(position)", "--json", "--limit", "1000")
    #expect(other.status == 1)
    let mine = try rows(other).first { $0["key"]?.string == account.name }
    #expect(mine?["change"]?.string == "changed")
    #expect(mine?["old"]?["balance"]?.int == 0)
    #expect(mine?["new"]?["balance"]?.int == account.balance)
  }

  @Test("a version is no moment of a read model")
  func versions() throws {
    let outcome = try show("account_balances", "--at", "3")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("rewind: a read model has no versions"))
    #expect(try show("account_balances", "--at", "@999999").status == 1)
  }

  @Test("a row's history is the events that made it, old → new")
  func history() throws {
    let account = try account()
    let steps = try rows(try show("account_balances", "--key", account.name, "--history", "--json"))
    #expect(steps.first?["old"] == nil)
    #expect(steps.last?["new"]?["balance"]?.int == account.balance)
    for (before, after) in zip(steps, steps.dropFirst()) {
      #expect(before["new"] == after["old"])
    }
    let text = try show("account_balances", "--key", account.name, "--history", "--limit", "1")
    #expect(text.output.contains("\(account.name) v1  AccountCreated  + owner "))
    #expect(try show("account_balances", "--key", "nobody", "--history").status == 1)
  }

  // MARK: - Comparing

  @Test("a rebuild that compares swaps only on yes")
  func compare() throws {
    _ = try rebuild("streams")
    _ = try program.run("append", "new-1", "Opened")
    let asked = try rebuild("streams", "--compare")
    #expect(asked.status == 1)
    #expect(asked.lines[0].hasPrefix("streams: 1 added, "))
    #expect(asked.lines[1].hasPrefix("streams: + new-1  "))
    #expect(asked.errors.contains("not swapped"))
    #expect(try show("streams", "--key", "new-1").status == 1)
    let list = try rows(try program.run("projections", "--json"))
    let interrupted = list.first { $0["projection"]?.string == "streams" }?["interrupted_at"]
    #expect(interrupted != nil)
    #expect(try rebuild("streams", "--compare", "--yes").status == 0)
    #expect(try show("streams", "--key", "new-1").status == 0)
    let same = try rebuild("streams", "--compare")
    #expect(same.status == 0)
    #expect(same.lines[0].hasPrefix("streams: no differences, "))
  }

  @Test("on a terminal a rebuild that compares asks", arguments: ["n", "y"])
  func ask(answer: String) throws {
    _ = try rebuild("streams")
    _ = try program.run("append", "new-1", "Opened")
    let terminal = try program.open("projection", "rebuild", "streams", "--compare")
    terminal.expect("the question") { $0.contains("streams: swap? [y/N]") }
    terminal.send(answer + "\r")
    #expect(terminal.waitForExit() == .code(answer == "y" ? 0 : 1))
    #expect(try show("streams", "--key", "new-1").status == (answer == "y" ? 0 : 1))
  }

  // MARK: - Errors and dead letters

  /// Appends a withdrawal from an account that was never opened, and one more behind it.
  private func appendImpossible() throws {
    for _ in 0..<2 {
      _ = try program.run(
        "append", "account-none", "MoneyWithdrawn", "--data", "{\"amount\":5}")
    }
  }

  @Test("an event that cannot be taken in stops a rebuild, and the old read model stays")
  func fault() throws {
    _ = try rebuild("account_balances")
    let before = try show("account_balances", "--json").output
    try appendImpossible()
    let last = try #require(
      try JSONText(
        try program.run("events", "--backwards", "--limit", "1", "--json").lines[0])["position"]?
        .int)
    let outcome = try rebuild("account_balances", "-l", "bank")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.hasPrefix("rewind: account_balances: stopped before @"))
    #expect(
      outcome.errors.hasSuffix(
        "; the old read model is as it was; mend the projection, or --on-error park;"
          + " rewind events --after \(last - 2) --limit 1 -l bank shows the event\n"))
    #expect(try show("account_balances", "--json").output == before)
    #expect(try program.run("projection", "run", "account_balances").status == 1)
    #expect(try program.run("projections").output.contains("faulted"))
    // What is shown says so too, and proposes nothing that would end there again.
    let shown = try show("account_balances")
    #expect(shown.status == 0)
    #expect(shown.errors.hasPrefix("rewind: account_balances: stopped before @"))
    #expect(!shown.errors.contains("takes in the rest"))
  }

  @Test("a damaged line that stops a projection is told as one, also when it is shown later")
  func damagedLine() throws {
    try program.file(
      "log.jsonl",
      "{\"stream_id\":\"a-1\",\"type\":\"T\",\"data\":{}}\nbroken\n"
        + "{\"stream_id\":\"a-1\",\"type\":\"U\",\"data\":{}}\n")
    let advice =
      "; rewind verify -l log.jsonl says where, and --on-error park goes on without it\n"
    for outcome in [
      try rebuild("streams", "-l", "log.jsonl"),
      try program.run("projection", "run", "streams", "-l", "log.jsonl"),
      try show("streams", "-l", "log.jsonl"),
    ] {
      #expect(outcome.errors.contains("\nrewind: streams: stopped before @2: damaged line: "))
      #expect(outcome.errors.hasSuffix(advice), "\(outcome.errors)")
    }
  }

  @Test("parked events are listed and retried")
  func parked() throws {
    try appendImpossible()
    let told =
      "rewind: account_balances: 2 events parked; rewind projection parked account_balances"
    for outcome in [
      try rebuild("account_balances", "--on-error", "park"),
      try program.run("projection", "run", "account_balances"), try show("account_balances"),
    ] {
      #expect(outcome.status == 3)
      #expect(outcome.errors.contains(told))
    }
    let list = try program.run("projection", "parked", "account_balances")
    #expect(list.status == 0)
    #expect(list.lines.count == 2)
    #expect(list.lines[0].contains("  account-none  failed: "))
    #expect(list.lines[1].contains("  account-none  waits: "))
    #expect(
      try program.run("projection", "parked", "account_balances", "--key", "other").output == "")
    let retry = try program.run("projection", "parked", "account_balances", "--retry")
    #expect(retry.status == 1)
    #expect(retry.output == "account_balances: 0 events taken in, 2 left\n")
    #expect(retry.errors.contains("was not taken in"))
  }

  @Test("where the read models cannot be written, one line says so, and the list is still shown")
  func noRoom() throws {
    // Not a matter of rights, which a superuser does not have to mind.
    try? FileManager.default.removeItem(atPath: program.path("bank/cache"))
    try program.file("bank/cache", "in the way")
    let outcome = try rebuild("streams")
    #expect(outcome.status == 2)
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(try program.run("projections").status == 0)
  }

  // MARK: - Running

  @Test("a run catches up; one that follows says what it took in, until Ctrl-C")
  func run() throws {
    let once = try program.run("projection", "run", "--all")
    #expect(once.status == 0)
    #expect(once.lines.count == 11)
    #expect(once.lines.allSatisfy { $0.contains(": caught up to @") })
    let child = try program.start("projection", "run", "streams", "--follow")
    let first = try #require(child.nextLine())
    _ = try program.run("append", "new-1", "Opened")
    let second = try #require(child.nextLine())
    #expect(first.hasPrefix("streams: caught up to @"))
    #expect(second.hasPrefix("streams: caught up to @"))
    #expect(second != first)
    #expect(try show("streams", "--key", "new-1").status == 0)
    #expect(try program.run("projections").output.contains("running (process \(child.process))"))
    let other = try program.run("projection", "run", "streams")
    #expect(other.status == 2)
    #expect(other.errors.contains("process \(child.process) is at work on it"))
    // A rebuild is of the shadow, and may be made beside.
    #expect(try rebuild("streams").status == 0)
    _ = try program.run("append", "new-2", "Opened")
    #expect(try #require(child.nextLine()) != second)
    #expect(try show("streams", "--key", "new-2").status == 0)
    child.signal(SIGINT)
    #expect(child.waitForExit() == 130)
    #expect(child.nextLine()?.hasPrefix("streams: stopped at @") == true)
  }

  // MARK: - Logs of other programs

  @Test("read models of a log that is no store are in the user's cache, nothing beside the log")
  func foreign() throws {
    try FileManager.default.createDirectory(
      atPath: program.path("logs"), withIntermediateDirectories: true)
    try program.file(
      "logs/log.jsonl",
      "{\"stream_id\":\"a-1\",\"type\":\"T\",\"data\":{}}\n"
        + "{\"stream_id\":\"a-2\",\"type\":\"U\",\"data\":{}}\n")
    let outcome = try rebuild("--all", "-l", "logs/log.jsonl")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.count == 2)
    #expect(try show("streams", "-l", program.path("logs/log.jsonl")).lines.count == 3)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: program.path("logs")) == ["log.jsonl"])
    let caches = program.path(".cache/rewind/logs")
    let names = try FileManager.default.contentsOfDirectory(atPath: caches)
    #expect(names.count == 1)
    let rights = try FileManager.default.attributesOfItem(atPath: caches + "/" + names[0])
    #expect(rights[.posixPermissions] as? Int == 0o700)
  }

  @Test("the read model of standard input is made for the call")
  func standardInput() throws {
    let outcome = try program.run(
      ["projection", "show", "event_types", "-l", "-", "--json"],
      input: Data("{\"stream_id\":\"a-1\",\"type\":\"T\",\"data\":{}}\n".utf8))
    #expect(
      outcome
        == Outcome(
          status: 0,
          output: "{\"type\":\"T\",\"events\":1,\"first_position\":1,\"last_position\":1}\n",
          errors: ""))
  }
}
