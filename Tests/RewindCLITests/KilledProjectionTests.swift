import Foundation
import Rewind
import RewindSQLite
import SampleDomain
import TestSupport
import Testing

@testable import RewindBenchmarks

@Suite("A projection that is killed")
struct KilledProjectionTests {
  private static let eventCount = 150_000

  let program: BuiltProgram
  private let moves: [BankMove]

  init() throws {
    program = try BuiltProgram()
    try ReferenceFiles.writeStore(ofEvents: Self.eventCount, to: program.path("bank"))
    moves = try BankMove.moves(inLog: program.path("bank/log"))
  }

  /// REWIND_KILLS is how many are killed: 12, unless it says otherwise.
  @Test("leaves rows that are what a fold makes of the events up to its checkpoint")
  func killed() throws {
    let kills = ProcessInfo.processInfo.environment["REWIND_KILLS"].flatMap { Int($0) } ?? 12
    var longest = 2.0
    var inTheMiddle = 0
    for round in 0..<kills {
      let rebuilds = round % 2 == 0
      // The one with entries is written in parts, so that most kills find it in the middle.
      let name = round % 8 < 6 ? "transaction_history" : "account_balances"
      let before = try header(of: name, .live)
      let began = Date()
      // Half of the rebuilds have so little memory that they let go of their rows after each batch.
      let memory = rebuilds && round % 4 == 0 ? ["--memory", "1"] : []
      let child = try program.start(
        ["projection", rebuilds ? "rebuild" : "run", name, "-l", "bank"] + memory)
      Thread.sleep(forTimeInterval: .random(in: 0...longest))
      child.signal(SIGKILL)
      let isDone = child.waitForExit() == 0
      // As long as one takes that is let alone, and a little longer.
      longest = isDone ? max(0.5, Date().timeIntervalSince(began)) : longest + 0.2
      for copy in ReadModelCopy.allCases {
        inTheMiddle += try check(name, copy) ? 1 : 0
      }
      if rebuilds, !isDone, let before { #expect(try header(of: name, .live) == before) }
      if isDone { try FileManager.default.removeItem(atPath: program.path("bank/cache")) }
    }
    print("killed \(kills) times; \(inTheMiddle) copies were left in the middle, all of them true")
  }

  private var readModels: SQLiteReadModels {
    SQLiteReadModels(
      path: program.path("bank/cache/readmodels.sqlite"), locks: program.path("bank/locks"))
  }

  private func definition(_ name: String) throws -> ProjectionDefinition {
    try #require(SampleDomain.projections.first { $0.name == name })
  }

  private func header(of name: String, _ copy: ReadModelCopy) throws -> ReadModelHeader? {
    try readModels.header(of: name, copy)
  }

  /// Holds a copy against a fold; answers whether it is of a place in the middle of the log.
  private func check(_ name: String, _ copy: ReadModelCopy) throws -> Bool {
    guard let header = try header(of: name, copy) else { return false }
    let position = header.checkpoint.position
    let definition = try definition(name)
    let page = try readModels.rows(RowQuery(limit: .max), of: definition, copy)
    let column = try #require(definition.states.columns.firstIndex { $0.name == "balance" })
    let rows = Dictionary(uniqueKeysWithValues: page.rows.map { ($0[0], $0[column]) })
    let balances = BankMove.balances(after: moves[..<position])
    let expected = balances.map { (ReadModelValue.text($0), ReadModelValue.integer($1)) }
    #expect(rows == Dictionary(uniqueKeysWithValues: expected), "\(name) at @\(position)")
    if definition.entries != nil {
      let entries = try readModels.rows(RowQuery(table: 1, limit: 0), of: definition, copy)
      #expect(entries.total == moves[..<position].count { $0.amount != nil })
    }
    return position > 0 && position < Self.eventCount
  }
}
