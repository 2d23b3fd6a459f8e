import Foundation
import Rewind
import Synchronization
import Testing

@testable import RewindSQLite

@Suite("The swap")
struct SwappingTests {
  let folder: Folder
  let balances = ProjectionDefinition(Balances())

  init() throws { folder = try Folder() }

  @Test("puts the shadow in the live copy's place, dead letters and all")
  func swap() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 2, [("a", [.null, .integer(1)])])
    try readModels.fill(
      balances, .shadow, at: 3, [("b", [.null, .integer(2)])], entries: [(3, [.real(1.5)])])
    var changes = ReadModelChanges()
    changes.parked = [DeadLetter(position: 3, keys: ["b"], reason: "no", hasFailed: true)]
    try readModels.write(changes, header: balances.header(at: 4), of: balances, .shadow)
    try readModels.swap(balances)
    #expect(try readModels.header(of: balances.name, .live) == balances.header(at: 4))
    #expect(try readModels.header(of: balances.name, .shadow) == nil)
    #expect(try readModels.allRows(balances) == [[.text("b"), .null, .integer(2)]])
    #expect(try readModels.allRows(balances, table: 1) == [[.integer(3), .real(1.5)]])
    #expect(
      try readModels.deadLetters(of: balances.name, .live, after: 0, limit: 9) == changes.parked)
    #expect(try readModels.deadLetterCount(of: balances.name, .shadow) == 0)
    let tables = try folder.stranger().integer(
      "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%(rebuild)%'")
    #expect(tables == 0)
  }

  @Test("does not happen where the shadow is faulted or not there")
  func refused() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 5, [("a", [.null, .integer(1)])])
    #expect(throws: ReadModelError.noShadow(projection: balances.name)) {
      try readModels.swap(balances)
    }
    try readModels.fill(balances, .shadow, at: 4, [])
    let fault = ProjectionFault(position: 7, cause: .refusedEvent, message: "no")
    try readModels.write(
      ReadModelChanges(), header: balances.header(at: 6, fault: fault), of: balances, .shadow)
    #expect(throws: ReadModelError.noShadow(projection: balances.name)) {
      try readModels.swap(balances)
    }
    #expect(try readModels.allRows(balances).count == 1)
    #expect(try readModels.header(of: balances.name, .live) == balances.header(at: 5))
  }

  @Test("takes in what the live copy has and the shadow lacks, in its own transaction")
  func rest() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 5, [("a", [.null, .integer(1)])])
    try readModels.fill(balances, .shadow, at: 4, [("a", [.null, .integer(7)])])
    try readModels.swap(balances) { live, put in
      #expect(live == balances.header(at: 5))
      var changes = ReadModelChanges()
      changes.states = [ReadModelChanges.State(key: "b", values: [.null, .integer(8)])]
      try put(changes)
      return balances.header(at: 5, generation: 3)
    }
    #expect(
      try readModels.allRows(balances) == [
        [.text("a"), .null, .integer(7)], [.text("b"), .null, .integer(8)],
      ])
    #expect(
      try readModels.header(of: balances.name, .live) == balances.header(at: 5, generation: 3))
  }

  @Test("that cannot take in the rest leaves both copies as they were")
  func failedRest() throws {
    struct NotNow: Error {}
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 5, [("a", [.null, .integer(1)])])
    try readModels.fill(balances, .shadow, at: 4, [])
    #expect(throws: NotNow.self) {
      try readModels.swap(balances) { _, put in
        var changes = ReadModelChanges()
        changes.states = [ReadModelChanges.State(key: "b", values: [.null, .integer(8)])]
        try put(changes)
        throw NotNow()
      }
    }
    #expect(try readModels.allRows(balances) == [[.text("a"), .null, .integer(1)]])
    #expect(try readModels.header(of: balances.name, .shadow) == balances.header(at: 4))
    #expect(try readModels.rows(RowQuery(), of: balances, .shadow).total == 0)
  }

  @Test("makes who wrote the copy before read it anew: its writes are refused")
  func replaced() throws {
    let readModels = folder.open()
    let before = balances.header(at: 5, generation: 1)
    try readModels.begin(balances, .live, header: before)
    try readModels.fill(balances, .shadow, at: 6, [("a", [.null, .integer(7)])])
    try readModels.swap(balances) { _, _ in balances.header(at: 6, generation: 2) }
    var changes = ReadModelChanges()
    changes.states = [ReadModelChanges.State(key: "a", values: [.null, .integer(1)])]
    #expect(throws: ReadModelError.replaced(projection: balances.name)) {
      try readModels.write(
        changes, header: balances.header(at: 7, generation: 1), of: balances, .live)
    }
    #expect(try readModels.allRows(balances) == [[.text("a"), .null, .integer(7)]])
    try readModels.write(
      changes, header: balances.header(at: 7, generation: 2), of: balances, .live)
    #expect(try readModels.allRows(balances) == [[.text("a"), .null, .integer(1)]])
  }

  @Test("leaves indexes, declared and of other programs, save those that no longer fit")
  func indexes() throws {
    let readModels = folder.open()
    let indexed = ProjectionDefinition(Balances(indexes: [ReadModelIndex("balance", "owner")]))
    func indexCount() throws -> Int {
      try folder.stranger().integer(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL"
          + " AND tbl_name = 'account_balances'")
    }
    try readModels.begin(indexed, .live, header: indexed.header(at: 1, generation: 1))
    let stranger = try folder.stranger()
    try stranger.run("CREATE INDEX mine ON account_balances (owner)")
    #expect(try indexCount() == 2)
    for generation in 2...4 {
      try readModels.begin(indexed, .shadow, header: indexed.header(at: 1, generation: generation))
      try readModels.swap(indexed)
      #expect(try indexCount() == 2)
    }
    let plan = try folder.stranger().statement(
      "EXPLAIN QUERY PLAN SELECT * FROM account_balances WHERE balance = 3")
    #expect(try plan.step())
    #expect(plan.text(3)?.contains("_rewind_account_balances_balance_owner") == true)
    let later = ProjectionDefinition(LaterBalances())
    try readModels.fill(later, .shadow, at: 2, [])
    try readModels.swap(later)
    #expect(try indexCount() == 0)
  }

  @Test("drops the tables of the definition before, whatever they were called")
  func otherTables() throws {
    let readModels = folder.open()
    try readModels.fill(
      balances, .live, at: 2, [("a", [.null, .integer(1)])], entries: [(1, [.real(1)])])
    let later = ProjectionDefinition(LaterBalances())
    try readModels.fill(later, .shadow, at: 2, [("a", [.integer(1), .integer(0)])])
    try readModels.swap(later)
    #expect(try readModels.allRows(later) == [[.text("a"), .integer(1), .integer(0)]])
    let tables = try folder.stranger().integer(
      "SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE '\\_rewind\\_%' ESCAPE '\\'")
    #expect(tables == 1)
  }

  @Test("leaves a view that somebody made over the table as it is, and one that no longer works")
  func view() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 2, [("a", [.null, .integer(1)])])
    let stranger = try folder.stranger()
    try stranger.run("CREATE VIEW total AS SELECT sum(balance) AS sum FROM account_balances")
    try stranger.run("CREATE VIEW broken AS SELECT * FROM nowhere")
    for sum in 2...4 {
      try readModels.fill(balances, .shadow, at: 2, [("a", [.null, .integer(sum)])])
      try readModels.swap(balances)
      #expect(try stranger.integer("SELECT sum FROM total") == sum)
    }
  }

  @Test("a shadow that is thrown away leaves the live copy")
  func discarded() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 2, [("a", [.null, .integer(1)])])
    try readModels.fill(balances, .shadow, at: 3, [("b", [.null, .integer(2)])])
    try readModels.discardShadow(of: balances.name)
    #expect(try readModels.header(of: balances.name, .shadow) == nil)
    #expect(try readModels.allRows(balances) == [[.text("a"), .null, .integer(1)]])
  }

  @Test("seen from outside, the table is always there and always whole")
  func outside() throws {
    let readModels = folder.open()
    let counts = [300, 700]
    func fill(_ copy: ReadModelCopy, _ count: Int) throws {
      try readModels.fill(
        balances, copy, at: 2, (0..<count).map { ("account-\($0)", [.null, .integer($0)]) })
    }
    try fill(.live, counts[0])
    let reader = Reader(folder.database)
    Thread.detachNewThread { reader.read() }
    for round in 1...50 {
      try fill(.shadow, counts[round % 2])
      try readModels.swap(balances)
    }
    let found = reader.end()
    #expect(Set(found.keys) == ["300", "700"], "\(found)")
  }
}

/// Another program, which asks how many rows there are again and again.
private final class Reader: Sendable {
  private let path: String
  private let isDone = Atomic(false)
  private let seen = Mutex<[String: Int]>([:])
  private let ended = DispatchSemaphore(value: 0)

  init(_ path: String) { self.path = path }

  func read() {
    do {
      let reader = try Connection(path, of: .readModels, .reading, busyTimeout: 2_000)
      while !isDone.load(ordering: .relaxed) {
        note(try reader.integer("SELECT count(*) FROM account_balances"))
        // As a program that is started anew for each question.
        let fresh = try Connection(path, of: .readModels, .reading, busyTimeout: 2_000)
        note(try fresh.integer("SELECT count(balance) FROM \"account_balances\""))
      }
    } catch {
      note(error)
    }
    ended.signal()
  }

  /// What was answered, and how often.
  func end() -> [String: Int] {
    isDone.store(true, ordering: .relaxed)
    ended.wait()
    return seen.withLock { $0 }
  }

  private func note(_ answer: some Sendable) {
    let text = "\(answer)"
    seen.withLock { $0[text, default: 0] += 1 }
  }
}
