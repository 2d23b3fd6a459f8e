import Foundation
import Rewind
import TestSupport
import Testing

@Suite("Projections compared and stepped on the command line")
struct CompareCommandTests {
  private let program: BuiltProgram

  private static let script = """
    fromCategory("account").foreachStream().when({
      $init: () => ({ balance: 0 }),
      MoneyDeposited(s, e) {
        s.balance += e.body.amount;
        if (e.body.amount > LIMIT) emit("large", "LargeDeposit", { account: e.streamId });
      },
      MoneyWithdrawn(s, e) { s.balance -= e.body.amount FEE },
    })
    """

  private static func script(limit: Int = 900, fee: String = "") -> String {
    script.replacingOccurrences(of: "LIMIT", with: "\(limit)")
      .replacingOccurrences(of: "FEE", with: fee)
  }

  /// The sample store, with two definitions of balances, one of them beside it.
  init() throws {
    program = try BuiltProgram()
    try program.makeSampleStore("bank")
    program.environment["REWIND_LOG"] = "bank"
    try FileManager.default.createDirectory(
      atPath: program.path("bank/projections"), withIntermediateDirectories: true)
    try write(Self.script(), to: "bank/projections/balances.js")
    try write(Self.script(fee: "+ (e.body.amount > 700 ? 1 : 0)"), to: "edited.js")
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: program.path(name), atomically: true, encoding: .utf8)
  }

  private func json(_ outcome: Outcome) throws -> [JSONText] {
    try outcome.lines.map { try JSONText($0) }
  }

  private func compare(_ words: String...) throws -> Outcome {
    try program.run(["projection", "compare"] + words)
  }

  @Test("rows that differ are told with the event since which they do, before which they do not")
  func since() throws {
    let all = try json(try compare("balances", "edited.js", "--json", "--limit", "1000"))
    try #require(all.count > 2)
    let last = try #require(all.last)
    let position = try #require(last["position"]?.int)
    let key = try #require(last["key"]?.string)
    #expect(last["change"]?.string == "changed")
    #expect(last["stream"]?.string == key && last["type"]?.string == "MoneyWithdrawn")
    let first = try #require(last["first"])
    let (old, new) = (
      first["old"]?["state"]?["balance"]?.int, first["new"]?["state"]?["balance"]?.int
    )
    #expect(old != nil && new == old.map { $0 - 1 })
    func keys(at position: Int) throws -> Set<String?> {
      let told = try json(
        try compare("balances", "edited.js", "--json", "--limit", "1000", "--at", "@\(position)"))
      return Set(told.map { $0["key"]?.string })
    }
    #expect(try !keys(at: position - 1).contains(key))
    #expect(try keys(at: position).contains(key))
  }

  @Test("the exit status says whether anything differs, and --limit 0 leaves the counts alone")
  func statuses() throws {
    let same = try compare("balances", "bank/projections/balances.js")
    #expect(same.status == 0 && same.output.hasPrefix("no differences, "))
    let different = try compare("balances", "edited.js", "--limit", "0")
    #expect(different.status == 1 && different.lines.count == 1)
    #expect(different.output.contains(" changed, "))
  }

  @Test("what is emitted is compared, and a definition may come through a pipe")
  func outputs() throws {
    try write(Self.script(limit: 1_500), to: "higher.js")
    let outcome = try program.shell(
      "\"$0\" projection compare balances <(cat higher.js) --limit 1")
    #expect(outcome.status == 1 && outcome.errors == "")
    #expect(outcome.lines.first?.hasPrefix("other outputs at ") == true)
    #expect(outcome.lines.dropFirst().first?.hasPrefix("* @") == true)
    #expect(outcome.output.contains("    - emit  large  LargeDeposit"))
  }

  @Test("bad words are refused in a line")
  func refused() throws {
    try write("fromAll().when({", to: "broken.js")
    try write("#!/usr/bin/env python3\n", to: "program")
    for (word, reason) in [
      ("nothing", "no projection is called nothing"), ("./nothing.js", "no projection is called"),
      ("broken.js", "broken.js:1"), ("./program", "chmod +x ./program"),
      ("/dev/zero", "a script has at most 16 MiB"),
    ] {
      let outcome = try compare("balances", word)
      #expect(outcome.status == 2 && outcome.output == "")
      #expect(outcome.errors.contains(reason) && outcome.errors.split(separator: "\n").count == 1)
    }
  }

  // MARK: - What made the read model

  @Test("one name compares what made its read model with what it is now, and says since when")
  func formerScript() throws {
    let unbuilt = try compare("balances")
    #expect(unbuilt.status == 1 && unbuilt.output == "")
    #expect(
      unbuilt.errors
        == "rewind: balances: no read model yet; rewind projection rebuild balances\n")
    #expect(try program.run("projection", "rebuild", "balances").status == 0)
    let same = try compare("balances")
    #expect(
      same
        == Outcome(
          status: 0,
          output: "no differences: balances is defined as it was when its read model was made\n",
          errors: ""))
    _ = try program.shell("mkdir bank/upcasters")
    try program.file(
      "bank/upcasters/account.js", "export default function (event) { return event }")
    let lifted = try compare("balances")
    #expect(lifted.status == 0 && lifted.output == same.output)
    #expect(lifted.errors.contains("balances: the upcasters have changed"))
    try FileManager.default.removeItem(atPath: program.path("bank/upcasters"))
    // Edited twice: what made the read model counts, not what was there between.
    try write("fromAll().when({", to: "bank/projections/balances.js")
    let broken = try compare("balances")
    #expect(broken.status == 2 && broken.errors.contains("balances.js:1"))
    try write(Self.script(), to: "old.js")
    try FileManager.default.removeItem(atPath: program.path("bank/projections/balances.js"))
    try FileManager.default.moveItem(
      atPath: program.path("edited.js"), toPath: program.path("bank/projections/balances.js"))
    let byFiles = try compare("old.js", "balances", "--json")
    let byName = try compare("balances", "--json")
    #expect(byName == byFiles && byName.status == 1)
    #expect(try compare("balances", "--at", "@1").status == 0)
    // A rebuild keeps the text that it was made by.
    #expect(try program.run("projection", "rebuild", "balances").status == 0)
    #expect(try compare("balances").output.hasPrefix("no differences: balances is defined"))
  }

  @Test("what made a read model is not known of one in Swift that was changed, or without a text")
  func unknownFormer() throws {
    #expect(try program.run("projection", "rebuild", "streams").status == 0)
    #expect(try compare("streams").status == 0)
    let change = "UPDATE _rewind_read_models SET fingerprint = 'swift 0' || fingerprint"
    #expect(
      try program.shell("sqlite3 bank/cache/readmodels.sqlite \"\(change)\"").status == 0)
    let changed = try compare("streams")
    #expect(changed.status == 2 && changed.output == "")
    #expect(
      changed.errors.contains("streams: what made its read model is not known any more: Swift code")
    )
    let named = try compare("./old.js")
    #expect(named.status == 2 && named.errors.contains("no projection is called ./old.js"))
  }

  // MARK: - Rows from elsewhere

  @Test("rows of a file that are right are the same, as JSON lines and as CSV")
  func rows() throws {
    #expect(try program.run("projection", "rebuild", "balances").status == 0)
    let shown = try program.run("projection", "show", "balances", "--json")
    try write(shown.output, to: "rows.jsonl")
    let csv = try json(shown).map { "\($0["balance"]?.int ?? -1),\($0["key"]?.string ?? "")" }
    try write("balance,account\n" + csv.joined(separator: "\n") + "\n", to: "rows.csv")
    for words in [["rows.jsonl"], ["rows.csv", "--key-column", "account"]] {
      let outcome = try program.run(["projection", "compare", "balances", "--rows"] + words)
      #expect(outcome.status == 0 && outcome.errors == "")
      #expect(outcome.output.hasPrefix("\(csv.count) rows the same"))
    }
  }

  @Test("rows that are wrong, missing, too much, doubled and unreadable are each told")
  func wrongRows() throws {
    let shown = try json(
      try {
        #expect(try program.run("projection", "rebuild", "balances").status == 0)
        return try program.run("projection", "show", "balances", "--json")
      }())
    let rows = shown.map { "\($0["key"]?.string ?? ""),\($0["balance"]?.int ?? -1),x" }
    let changed = "\(shown[1]["key"]?.string ?? ""),123456789,x"
    let bad = [rows[2], "nobody,1,x", ",1,x", "account-1"]
    try write(
      (["key,balance,note", changed] + rows.dropFirst(2) + bad).joined(separator: "\n") + "\n",
      to: "rows.csv")
    let outcome = try compare("balances", "--rows", "rows.csv")
    #expect(outcome.status == 1)
    #expect(
      outcome.lines.first?.hasPrefix(
        "1 wrong, 1 missing in the file, 1 too much in the file, \(rows.count - 2) rows") == true)
    #expect(outcome.output.contains("~ \(shown[1]["key"]?.string ?? "")  balance 123456789 → "))
    #expect(outcome.output.contains("+ \(shown[0]["key"]?.string ?? "")  balance "))
    #expect(outcome.output.contains("- nobody  balance 1"))
    for words in [
      "no such column: note", "1 row with a key that came before", "1 row that cannot be read",
      "1 row without a key",
    ] { #expect(outcome.errors.contains(words)) }
    let other = try compare("balances", "--rows", "rows.csv", "--key-column", "account")
    #expect(other.status == 2 && other.errors.contains("key, balance, note"))
  }

  // MARK: - Stepping

  @Test("a step tells the event, its rows before and after, and why others were passed over")
  func step() throws {
    let steps = try json(
      try program.run("projection", "step", "balances", "--limit", "50", "--json"))
    let taken = steps.filter { $0["position"] != nil }
    #expect(taken.count == 50)
    #expect(steps.contains { $0["passed"]?["not of its source"] != nil })
    // Going on from the place of one gives the next.
    let place = try #require(taken[20]["position"]?.int)
    let next = try json(
      try program.run("projection", "step", "balances", "--at", "@\(place)", "--json"))
    #expect(next.last == taken[21])
    for step in taken {
      let row = try #require(step["rows"]?.value.array?.first)
      let (old, new) = (
        row["old"]?["state"]?["balance"]?.int, row["new"]?["state"]?["balance"]?.int
      )
      let event = try json(
        try program.run(
          "events", "--after", "\((step["position"]?.int ?? 0) - 1)", "--limit", "1", "--json"))[0]
      let amount = event["data"]?["amount"]?.int ?? 0
      let sign = step["type"]?.string == "MoneyDeposited" ? 1 : -1
      #expect(new == (old ?? 0) + sign * amount)
    }
  }

  @Test("behind the last event there is no step, which is said by the status")
  func end() throws {
    let outcome = try program.run("projection", "step", "balances", "--at", "$")
    #expect(outcome == Outcome(status: 1, output: "", errors: ""))
  }
}
