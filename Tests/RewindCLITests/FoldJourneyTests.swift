import Foundation
import TestSupport
import Testing

@Suite("One's own folds, in a terminal and in a shell")
struct FoldJourneyTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
  }

  private func change(_ path: String, _ old: String, to new: String) throws {
    let text = try String(contentsOfFile: program.path(path), encoding: .utf8)
    #expect(text.contains(old))
    try text.replacingOccurrences(of: old, with: new)
      .write(toFile: program.path(path), atomically: true, encoding: .utf8)
  }

  @Test(
    "a saved line shows at once what it changed; a broken one where it is broken; mended, all is well"
  )
  func saving() throws {
    _ = try program.run("demo", "sample", "--no-open")
    let script = "sample/aggregates/account.js"
    let line = "state.balance -= amount(event)"
    let terminal = try program.open("sample", "--at", "account-923388@22")
    terminal.expect("the state by the script") {
      $0.contains("State at v22 · account.js") && $0.contains("3259 → 3120")
    }
    try change(script, line, to: "state.balance -= 2 * amount(event)")
    terminal.expect("what the new code changed") { $0.contains("~ balance     3120 → ") }
    try change(script, "2 * amount(event)", to: "2 * ) amount(event)")
    terminal.expect("where the code is wrong") {
      $0.contains("! account.js:") && $0.contains("SyntaxError") && $0.contains("not folded")
    }
    try change(script, "state.balance -= 2 * ) amount", to: "state.balance -= amount")
    terminal.expect("the state as it was") { $0.contains(" → 3120") }
    terminal.send(".")
    terminal.expect("travel goes on") { $0.contains("State at v23 · account.js") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    #expect(terminal.hasModesAsFound)
  }

  @Test("e writes a script to begin with and opens it in the editor; what that saves is folded")
  func editing() throws {
    _ = try program.run("init", "bank")
    _ = try program.run(
      "append", "account-1", "Deposited", "--data", #"{"amount":5}"#, "-l", "bank")
    program.environment["EDITOR"] =
      #"sed -i -e '/case "Deposited"/,+1s/return.*/return{n:data.amount*2}/'"#
    let terminal = try program.open("bank", "--at", "account-1")
    terminal.expect("no fold yet") { $0.contains("Last values") }
    terminal.send("e")
    terminal.expect("the state by the edited script") {
      $0.contains("account.js") && $0.contains("n") && $0.contains("10")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    let state = try program.run("state", "account-1", "-l", "bank", "--path", "n")
    #expect(state.output == "10\n")
  }

  @Test("a program of a store is asked about on a terminal, and remembered as it is")
  func agreeing() throws {
    _ = try program.run("init", "bank")
    _ = try program.run("append", "bus-1", "Moved", "-l", "bank")
    try FileManager.default.createDirectory(
      atPath: program.path("bank/aggregates"), withIntermediateDirectories: true)
    try program.file(
      "bank/aggregates/bus.sh",
      """
      #!/bin/sh
      while read -r line; do
        case $line in
          *'"get":'*) n=${line##*\\"n\\":}; echo "{\\"n\\":${n%\\}},\\"state\\":{\\"moved\\":true}}" ;;
          *'"flush":'*) echo "$line" ;;
          *'"hello":'*) echo '{"hello":{}}' ;;
        esac
      done
      """)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: program.path("bank/aggregates/bus.sh"))
    let unasked = try program.run("state", "bus-1", "-l", "bank")
    #expect(unasked.status == 2)
    #expect(unasked.errors.contains("bus.sh: a program runs only once somebody has agreed to it"))

    let terminal = try program.open("state", "bus-1", "-l", "bank")
    terminal.expect("the question") { $0.contains("[y/N]") }
    terminal.send("y\r")
    terminal.expect("the state") { $0.contains(#""moved": true"#) }
    #expect(terminal.waitForExit() == .code(0))
    #expect(try program.run("state", "bus-1", "-l", "bank").status == 0)

    try program.extend("bank/aggregates/bus.sh", "# changed\n")
    #expect(try program.run("state", "bus-1", "-l", "bank").status == 2)
  }
}
