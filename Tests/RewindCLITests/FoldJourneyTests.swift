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
    try program.makeSampleStore("sample")
    let script = "sample/aggregates/account.js"
    let line = "state.balance -= amount(event)"
    let terminal = try program.open("sample", "--at", "account-923388@22")
    terminal.expect("the state by the script") {
      $0.contains("State · account.js") && $0.contains("v22 of") && $0.contains("3259 → 3120")
    }
    try change(script, line, to: "state.balance -= 2 * amount(event)")
    terminal.expect("what the new code changed") { $0.contains("~ balance     3120 → ") }
    try change(script, "2 * amount(event)", to: "2 * ) amount(event)")
    terminal.expect("where the code is wrong") {
      $0.contains("! account.js:") && $0.contains("SyntaxError") && $0.contains("before the edit:")
        && $0.contains("before the edit · ")
    }
    try change(script, "state.balance -= 2 * ) amount", to: "state.balance -= amount")
    terminal.expect("the state as it was") { $0.contains(" → 3120") }
    terminal.send(".")
    terminal.expect("travel goes on") { $0.contains("State · account.js") && $0.contains("v23 of") }
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

  /// A log that another system wrote, and a mapping of it.
  private func foreignLog() throws {
    try program.file(
      "orders.jsonl",
      #"{"stream":"order-1","type":"Placed","version":1,"data":{"total":5}}"# + "\n")
    try #require(
      try program.run(
        "streams", "-l", "orders.jsonl", "--map", "stream=stream", "--map", "type=type", "--map",
        "version=version", "--map", "data=data"
      ).status == 0)
    program.environment["EDITOR"] =
      #"sed -i -e '/case "Placed"/,+1s/return.*/return{n:data.total*2}/'"#
  }

  @Test(
    "beside a log that is no store, e proposes a folder, and what is written there folds at once")
  func foreign() throws {
    try foreignLog()
    let terminal = try program.open("orders.jsonl", "--at", "order-1")
    terminal.expect("that there is no fold") {
      $0.contains("no fold") && $0.contains("e write a fold")
    }
    terminal.send("e")
    terminal.expect("where it would be written") {
      $0.contains("write aggregates/order.js into the folder: folds")
    }
    terminal.send("\r")
    terminal.expect("the state by the edited script") {
      $0.contains("State v1 · order.js") && $0.contains("n ") && $0.contains("10")
        && $0.contains("made folds/aggregates/order.js; next time: rewind orders.jsonl")
    }
    terminal.send("e")
    terminal.expect("no question any more") { !$0.contains("into the folder") }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    let state = try program.run(
      "state", "order-1", "-l", "orders.jsonl", "--with", "folds", "--path", "n")
    #expect(state.output == "10\n")
  }

  @Test(
    "a folder of --with that is not there, is empty or has no code is begun by e; state wants it there",
    arguments: ["missing", "empty", "."])
  func begunFolder(folder: String) throws {
    try foreignLog()
    try FileManager.default.createDirectory(
      atPath: program.path("empty"), withIntermediateDirectories: true)
    #expect(try program.run("state", "order-1", "-l", "orders.jsonl", "--with", folder).status == 2)
    let terminal = try program.open("orders.jsonl", "--at", "order-1", "--with", folder)
    terminal.expect("that there is no code") {
      $0.contains("no fold") && $0.contains("\(folder) has no code yet: e in a stream begins it")
    }
    #expect(!FileManager.default.fileExists(atPath: program.path("\(folder)/aggregates")))
    terminal.send("e")
    terminal.expect("the state by the edited script") {
      $0.contains("State v1 · order.js") && $0.contains("10")
        && $0.contains("made \(folder)/aggregates/order.js")
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .code(0))
    let state = try program.run(
      "state", "order-1", "-l", "orders.jsonl", "--with", folder, "--path", "n")
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
