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
    terminal.send(":account_balances\r")
    terminal.expect("nothing built") { status(of: "account_balances", $0, is: "not built") }
    terminal.send("b")
    terminal.expect("the question") { $0.contains("Compare first") }
    terminal.send("a")
    terminal.send("G")
    terminal.expect("the last of them built") { status(of: "event_types", $0, is: "up to date") }
    let all = try program.run("projections", "--json").lines.map { try JSONText($0) }
    #expect(all.count == 11)
    #expect(all.allSatisfy { $0["status"]?.string == "up to date" })
    terminal.send(":account_balances\r")
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

  /// Writes the script of a projection, with what it adds to the sum at a withdrawal.
  private func save(_ amount: String) throws {
    try FileManager.default.createDirectory(
      atPath: program.path("bank/projections"), withIntermediateDirectories: true)
    let text = """
      fromCategory("account").foreachStream().when({
        $init: () => ({ spent: 0 }),
        MoneyWithdrawn(s, e) { s.spent += \(amount) },
      })
      """
    try text.write(
      toFile: program.path("bank/projections/a_spent.js"), atomically: true, encoding: .utf8)
  }

  private static let edited = "e.data.amount > 900 ? 900 : e.data.amount"

  /// Compares the script with what made its read model: four keys lead to the event since which a row differs, one
  /// leads back to it.
  private func compareAndGo(_ terminal: PseudoTerminal) throws {
    let told = try program.run(
      "projection", "compare", "a_spent", "--json", "--limit", "1000"
    ).lines.map { try JSONText($0) }.filter { $0["change"]?.string == "changed" }
    try #require(told.count > 1)
    let second = told.sorted { $0["key"]?.string ?? "" < $1["key"]?.string ?? "" }[1]
    let position = "@\(grouped(second["position"]?.int ?? 0))"
    terminal.send("b")
    terminal.expect("the question") { $0.contains("Compare first") }
    terminal.send("c")
    terminal.expect("what it changes, and since when") { terminal in
      terminal.contains("what the rebuild changes")
        && terminal.rows.contains {
          $0.contains("~ \(second["key"]?.string ?? "")  since ") && $0.contains(position)
        }
    }
    terminal.send("j")
    terminal.expect("the event of the second") { $0.contains(" since \(position)  ") }
    terminal.send("\r")
    terminal.expect("the account at that event") {
      $0.rows[0].contains("› \(second["key"]?.string ?? "")")
        && $0.rows[0].contains("v\(second["version"]?.int ?? 0) of ")
    }
    terminal.send("\u{1B}")
    terminal.expect("the second row again") {
      $0.contains("what the rebuild changes") && $0.contains("2 of \(grouped(told.count)) ")
    }
  }

  @Test(
    "a line of a script is changed while it is looked at, compared, and Enter is at the event since which a row differs"
  )
  func changedScript() throws {
    try save("e.data.amount")
    let terminal = try openProjections()
    terminal.expect("the script's") { status(of: "a_spent", $0, is: "not built") }
    terminal.send("b")
    terminal.expect("the question") { $0.contains("Compare first") }
    terminal.send("r")
    terminal.expect("it built") { status(of: "a_spent", $0, is: "up to date") }
    try save(Self.edited)
    terminal.expect("it stale, and the offer") {
      status(of: "a_spent", $0, is: "stale") && $0.contains("b compares, Esc goes back")
    }
    try compareAndGo(terminal)
    terminal.send("y")
    terminal.expect("it up to date") { status(of: "a_spent", $0, is: "up to date") }
    quit(terminal)
  }

  @Test(
    "a script that was changed before the start is compared with the text that its read model keeps"
  )
  func changedBefore() throws {
    try save("e.data.amount")
    #expect(try program.run("projection", "rebuild", "a_spent").status == 0)
    try save("0")
    try save(Self.edited)
    let terminal = try openProjections()
    terminal.expect("it stale, and the offer") {
      status(of: "a_spent", $0, is: "stale") && $0.contains("b compares")
    }
    try compareAndGo(terminal)
    terminal.send("\u{1B}")
    terminal.expect("the screen below") { $0.contains("is ready; b shows it again") }
    quit(terminal)
  }

  @Test(
    "a projection's program is run once somebody has agreed to it, and is built without another order"
  )
  func agreeing() throws {
    try program.file(
      "bank/projections/seen.sh",
      """
      #!/bin/sh
      while read -r line; do
        case $line in
          *'"row":'*) ;;
          *'"get":'*) n=${line##*\\"n\\":}; echo "{\\"n\\":${n%\\}},\\"state\\":{\\"seen\\":true}}" ;;
          *'"flush":'*) echo "$line" ;;
          *'"hello":'*) echo '{"hello":{"from":{"category":"user"}}}' ;;
          *'"type":'*) n=${line#*\\"n\\":}; echo "{\\"n\\":${n%%,*},\\"key\\":\\"users\\"}" ;;
        esac
      done
      """)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: program.path("bank/projections/seen.sh"))
    for words in [["rebuild", "seen"], ["run", "seen"], ["step", "seen"]] {
      let unasked = try program.run(["projection"] + words)
      #expect(unasked.status == 2)
      #expect(
        unasked.errors.contains("seen.sh: a program runs only once somebody has agreed to it"))
    }
    let terminal = try openProjections()
    terminal.send(":seen\r")
    terminal.expect("the program's") { status(of: "seen", $0, is: "not built") }
    terminal.send("b")
    terminal.expect("the question") { $0.contains("Compare first") && $0.contains("· seen") }
    terminal.send("r")
    terminal.expect("whether it may run") { $0.contains("run seen.sh? type yes:") }
    terminal.send("no\r")
    terminal.expect("that it is not run") { $0.contains("seen.sh is not run") }
    terminal.send("b")
    terminal.expect("the question") { $0.contains("Compare first") }
    terminal.send("r")
    terminal.expect("the same question") { $0.contains("run seen.sh? type yes:") }
    terminal.send("yes\r")
    terminal.expect("it built") { status(of: "seen", $0, is: "up to date") }
    quit(terminal)
    let row = try JSONText(try program.run("projection", "show", "seen", "--json").output)
    #expect(row["key"]?.string == "users" && row["state"]?["seen"]?.bool == true)
    #expect(try program.run("projection", "step", "seen").status == 0)
  }

  @Test("a read model that is kept up shows what another process appends")
  func live() throws {
    let terminal = try openProjections()
    terminal.send("G")
    terminal.send("k")
    terminal.expect("nothing built") { status(of: "streams", $0, is: "not built") }
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
