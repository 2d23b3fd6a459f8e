import Rewind
import TestSupport
import Testing

@testable import RewindCLI

@Suite("The keys of --json are those of the man page")
struct KeyTests {
  let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
  }

  /// Calls whose outputs together have every key of their commands.
  private static let calls: [CommandName: [[String]]] = [
    .demo: [["demo", "sample"]],
    .initialize: [["init", "empty"]],
    .append: [["append", "b-1", "T", "-l", "store"]],
    .streams: [["streams", "-l", "store"], ["streams", "-l", "bare.jsonl"]],
    .types: [["types", "-l", "store"]],
    .events: [["events", "-l", "store"], ["events", "-l", "bare.jsonl"]],
    .state: [
      ["state", "a-1", "-l", "store", "--path", "n"], ["state", "a-1", "-l", "bare.jsonl"],
      ["state", "account-1", "--at", "1", "-l", "sample"],
    ],
    .diff: [
      ["diff", "a-1", "0", "2", "-l", "store"], ["diff", "a-1", "1", "2", "-l", "store"],
      ["diff", "a-1", "2", "0", "-l", "store"], ["diff", "account-1", "0", "2", "-l", "sample"],
    ],
    .projections: [["projections", "-l", "sample"]],
    .rebuild: [
      ["projection", "rebuild", "streams", "-l", "sample"],
      ["projection", "rebuild", "streams", "-l", "store", "--compare"],
      ["projection", "rebuild", "account_balances", "-l", "sample"],
    ],
    .run: [
      ["projection", "run", "event_types", "-l", "sample"],
      ["projection", "run", "account_balances", "-l", "sample"],
    ],
    .compare: [["projection", "compare", "event_types", "streams", "-l", "sample"]],
    .step: [
      ["projection", "step", "transaction_history", "-l", "sample", "--limit", "20"],
      ["projection", "step", "account_balances", "-l", "sample", "--key", "account-1"],
    ],
    .parked: [
      ["projection", "parked", "transaction_history", "-l", "sample"],
      ["projection", "parked", "transaction_history", "-l", "sample", "--retry"],
    ],
    .verify: [["verify", "-l", "damaged.jsonl"], ["verify", "-l", "torn"]],
    .foldNew: [["fold", "new", "a", "-l", "store"]],
    .map: [["map", "bare.jsonl"]],
    .importLog: [["import", "bare.jsonl", "imported"]],
  ]

  /// What the calls are about, made once for all of them.
  private static let prepared = Result {
    let program = try BuiltProgram()
    try prepare(program)
    return try FolderImage(of: program.folder)
  }

  private static func prepare(_ program: BuiltProgram) throws {
    _ = try program.run("init", "store")
    _ = try program.run(
      "append", "a-1", "T", "-l", "store", "--data", "{\"n\":1}", "--metadata", "{\"by\":\"x\"}")
    _ = try program.run("append", "a-1", "T", "-l", "store", "--data", "{\"n\":2}")
    try program.file("bare.jsonl", "{\"stream_id\":\"a-1\",\"type\":\"T\",\"data\":{}}\n")
    try program.file("damaged.jsonl", "{\"stream_id\":\"a-1\",\"type\":\"T\",\"data\":{}}\nx\n")
    _ = try program.run("init", "torn")
    _ = try program.run("append", "a-1", "T", "-l", "torn")
    try program.extend("torn/log/0000000000000001.jsonl", "{\"posi")
    // A withdrawal from an account that was never opened cannot be applied.
    try program.makeSampleStore("sample")
    _ = try program.run("append", "account-1", "MoneyWithdrawn", "-l", "sample")
    _ = try program.run(
      "append", "account-1", "AccountCreated", "-l", "sample", "--data",
      "{\"owner_id\":\"user-1\",\"name\":\"x\"}")
    // So one projection is faulted, one has a dead letter, one has a rebuild that waits for a yes.
    for words in [
      ["account_balances"], ["transaction_history", "--on-error", "park"],
      ["event_types", "--compare"],
    ] { _ = try program.run(["projection", "rebuild", "-l", "sample"] + words) }
  }

  @Test("every command with keys is called here")
  func complete() {
    let withKeys = CommandTable.all.filter { !$0.keys.isEmpty }.map(\.name)
    #expect(Set(withKeys) == Set(Self.calls.keys))
  }

  @Test("each object has the keys of the table, in its order", arguments: Self.calls.keys)
  func keys(command: CommandName) throws {
    try Self.prepared.get().write(to: program.folder)
    let table = CommandTable.specification(of: command).keys
    var seen: Set<String> = []
    for words in try #require(Self.calls[command]) {
      let outcome = try program.run(words + ["--json"])
      #expect(!outcome.lines.isEmpty, "\(words): \(outcome.errors)")
      for line in outcome.lines {
        let object = try #require(JSONValue(parsing: try JSONText(line)).object)
        let names = Array(object.keys)
        let expected = table.filter { !$0.isOptional || names.contains($0.name) }.map(\.name)
        #expect(names == expected, "\(words)")
        seen.formUnion(names)
      }
    }
    #expect(seen == Set(table.map(\.name)), "no call shows all the keys")
  }
}
