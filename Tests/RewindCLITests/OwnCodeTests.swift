import Foundation
import Glibc
import TestSupport
import Testing

@Suite("One's own code in a shell")
struct OwnCodeTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    for folder in ["code/aggregates", "code/upcasters"] {
      try FileManager.default.createDirectory(
        atPath: program.path(folder), withIntermediateDirectories: true)
    }
    try write(events: 3)
  }

  private func write(events: Int) throws {
    let lines = (1...events).map { #"{"stream_id":"account-1","type":"Paid","data":{"n":\#($0)}}"# }
    let others = ["account-2", "account-3"].map { #"{"stream_id":"\#($0)","type":"Paid"}"# }
    try program.file("log.jsonl", (lines + others).joined(separator: "\n") + "\n")
  }

  private func run(_ words: String...) throws -> Outcome {
    try program.run(words + ["-l", "log.jsonl", "--with", "code"])
  }

  @Test("a file of almost the category's name is told of once, by what folds and not by what lists")
  func almost() throws {
    try #require(try program.run("import", "log.jsonl", "bank").status == 0)
    try FileManager.default.createDirectory(
      atPath: program.path("bank/aggregates"), withIntermediateDirectories: true)
    try program.file("bank/aggregates/accounts.js", "export default {}")
    let state = try program.run("state", "account-1", "-l", "bank")
    #expect(state.status == 0)
    #expect(
      state.errors
        == "rewind: aggregates/accounts.js is for category accounts, of which there is no stream; did you"
        + " mean account.js?\n")
    #expect(try program.run("diff", "account-1", "1", "2", "-l", "bank").errors == state.errors)
    for command in ["streams", "events", "verify"] {
      #expect(try program.run(command, "-l", "bank").errors == "")
    }
  }

  @Test("a type that a script names by a slip is told of by what folds")
  func slip() throws {
    try program.file("code/aggregates/account.js", "export default {\n  Paidd(s) { s.n = 1 },\n}")
    let told = "rewind: account.js:2: unseen: no event is of type Paidd; not Paidd, but Paid\n"
    let state = try run("state", "account-1")
    #expect(state.status == 0)
    #expect(state.errors == told)
    #expect(try run("diff", "account-1", "1", "2").errors == told)
  }

  @Test("an upcaster that is none is one error, and not one of each event")
  func upcaster() throws {
    try program.file("code/upcasters/account.js", "export default function (")
    let state = try run("state", "account-1")
    #expect(state.status == 2)
    #expect(state.errors.hasPrefix("rewind: upcasters/account.js:1"))
    #expect(state.errors.split(separator: "\n").count == 1)
  }

  @Test("projections lift by the code that the call names, and are stale without it")
  func projections() throws {
    try program.file(
      "code/upcasters/account.js",
      "export default (e) => [e, e]")
    #expect(try run("projection", "rebuild", "streams").status == 0)
    #expect(try run("projection", "show", "streams").status == 0)
    #expect(try run("projections").output.contains("stale") == false)
    #expect(try program.run("projections", "-l", "log.jsonl").output.contains("stale"))
  }

  @Test("of very many lines that a fold says, the first are counted")
  func notes() throws {
    try write(events: 1_003)
    try program.file(
      "code/aggregates/account.js",
      "export default { Paid(state, { data }) { log(data.n); return { n: data.n } } }")
    let state = try run("state", "account-1")
    let lines = state.errors.split(separator: "\n")
    #expect(state.status == 0)
    #expect(lines.count == 1_001)
    #expect(lines.first == "account.js: 3 earlier lines left out")
    #expect(lines.dropFirst().first == "account.js: 4")
    #expect(lines.last == "account.js: 1003")
    let difference = try run("diff", "account-1", "2", "$")
    #expect(difference.status == 1)
    #expect(difference.errors == state.errors)
    let guide = try packageText("Sources/Rewind/Rewind.docc/FoldScripts.md")
    #expect(guide.contains("lines that `rewind state` and `rewind diff` print | the last 1,000;"))
  }

  @Test(
    "fold new makes nothing where it cannot make the script, and 1 says that there is no such category"
  )
  func nothingMade() throws {
    let unknown = try program.run("fold", "new", "trip", "-l", "log.jsonl", "--with", "new")
    #expect(unknown.status == 1)
    #expect(unknown.errors == "rewind: no category trip in this log; it has account\n")
    let unmapped = try program.run(
      ["fold", "new", "account", "-l", "-", "--with", "new"], input: Data(#"{"a":1}"#.utf8))
    #expect(unmapped.status == 2)
    #expect(!FileManager.default.fileExists(atPath: program.path("new")))
    let made = try program.run("fold", "new", "account", "-l", "log.jsonl", "--with", "new")
    #expect(made.status == 0)
    #expect(FileManager.default.fileExists(atPath: program.path("new/aggregates/account.js")))
  }

  @Test(
    "a program is killed with Rewind, though it does not look at its input",
    arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
  func killed(signal: Int32) throws {
    let alive = try Lifeline(at: program.path("code/alive"))
    try program.file(
      "code/aggregates/account.sh",
      "#!/bin/sh\nexec 5>../alive\necho $$ >&5\nexec sleep 600\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: program.path("code/aggregates/account.sh"))
    let child = try program.start("state", "account-1", "-l", "log.jsonl", "--with", "code")
    let pid = try #require(alive.waitForBeginning())
    child.signal(signal)
    #expect(child.waitForExit() == 128 + signal)
    let isOver = alive.waitForEnd()
    #expect(isOver)
    if !isOver { kill(pid, SIGKILL) }
  }
}
