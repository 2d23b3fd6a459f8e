import Foundation
import Rewind
import Testing

@testable import RewindSQLite

@Suite("Writing read models")
struct WritingTests {
  let folder: Folder
  let balances = ProjectionDefinition(Balances())

  init() throws { folder = try Folder() }

  @Test("closed, the database has everything by itself")
  func closed() throws {
    try folder.open().fill(balances, .live, at: 5, [("a", [.null, .integer(1)])])
    let alone = folder.path + "/alone.sqlite"
    try FileManager.default.copyItem(atPath: folder.database, toPath: alone)
    let copy = SQLiteReadModels(path: alone, locks: folder.path + "/locks")
    #expect(try copy.allRows(balances) == [[.text("a"), .null, .integer(1)]])
  }

  @Test("a copy whose table somebody dropped is none, and is made anew")
  func dropped() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 5, [("a", [.null, .integer(1)])])
    try folder.stranger().run("DROP TABLE account_balances")
    #expect(try readModels.header(of: balances.name, .live) == nil)
    try readModels.fill(balances, .live, at: 6, [("b", [.null, .integer(2)])])
    #expect(try readModels.allRows(balances).count == 1)
  }

  @Test("looking makes nothing: no file, no folder, no header, no row")
  func nothing() throws {
    let readModels = folder.open()
    #expect(try readModels.header(of: "account_balances", .live) == nil)
    #expect(try readModels.states(ofKeys: ["account-1"], in: balances, .live) == [nil])
    #expect(try readModels.deadLetters(of: "x", .live, after: 0, limit: 9).isEmpty)
    #expect(try readModels.deadLetterCount(of: "x", .live) == 0)
    #expect(try readModels.parkedKeys(of: "x", .live).isEmpty)
    #expect(readModels.owner(of: "account_balances", .live) == nil)
    try readModels.discardShadow(of: "account_balances")
    #expect(throws: ReadModelError.notBuilt(projection: "account_balances")) {
      try readModels.rows(RowQuery(), of: balances, .live)
    }
    #expect(throws: ReadModelError.noShadow(projection: "account_balances")) {
      try readModels.swap(balances)
    }
    #expect(throws: ReadModelError.noShadow(projection: "account_balances")) {
      try readModels.compare(balances, limit: 1, after: 0)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("read models of before faults had causes open, and get the column with the next write")
  func withoutCauses() throws {
    func header(_ cause: ProjectionFault.Cause) -> ReadModelHeader {
      balances.header(
        at: 7, fault: ProjectionFault(position: 8, cause: cause, message: "damaged line: no"))
    }
    let readModels = folder.open()
    try readModels.begin(balances, .live, header: header(.damagedLine))
    #expect(try readModels.header(of: balances.name, .live) == header(.damagedLine))
    try folder.stranger().run("ALTER TABLE _rewind_read_models DROP COLUMN fault_cause")
    for readModels in [readModels, folder.open()] {
      #expect(try readModels.header(of: balances.name, .live) == header(.refusedEvent))
    }
    try readModels.write(
      ReadModelChanges(), header: header(.damagedLine), of: balances, .live)
    for readModels in [readModels, folder.open()] {
      #expect(try readModels.header(of: balances.name, .live) == header(.damagedLine))
    }
  }

  @Test("what was written is read back by whoever opens it next")
  func roundTrip() throws {
    let header = balances.header(
      at: 7,
      fault: ProjectionFault(
        position: 8, cause: .refusedEvent, message: "no \"such\" account"))
    do {
      let readModels = folder.open()
      try readModels.begin(balances, .live, header: balances.header(at: 0))
      #expect(try readModels.header(of: "account_balances", .live) == balances.header(at: 0))
      var changes = ReadModelChanges()
      changes.states = [
        .init(key: "account-2", values: [.null, .integer(.min)]),
        .init(key: "account-1\0\u{1B}é", values: [.text("a\0b'\"; --"), .integer(.max)]),
      ]
      changes.entries = [.init(position: 3, values: [.real(0.1)])]
      try readModels.write(changes, header: header, of: balances, .live)
    }
    let readModels = folder.open()
    #expect(try readModels.header(of: "account_balances", .live) == header)
    #expect(try readModels.header(of: "account_balances", .shadow) == nil)
    #expect(
      try readModels.allRows(balances) == [
        [.text("account-1\0\u{1B}é"), .text("a\0b'\"; --"), .integer(.max)],
        [.text("account-2"), .null, .integer(.min)],
      ])
    #expect(try readModels.allRows(balances, table: 1) == [[.integer(3), .real(0.1)]])
    #expect(
      try readModels.states(ofKeys: ["account-2"], in: balances, .live) == [
        [.null, .integer(.min)]
      ])
    #expect(try readModels.states(ofKeys: ["account-3"], in: balances, .live) == [nil])
  }

  @Test("a row is set again, and removed")
  func again() throws {
    let readModels = folder.open()
    try readModels.fill(
      balances, .live, at: 2,
      [("a", [.text("x"), .integer(1)]), ("b", [.text(""), .integer(2)])])
    var changes = ReadModelChanges()
    changes.states = [.init(key: "b", values: nil), .init(key: "a", values: [.null, .integer(5)])]
    try readModels.write(changes, header: balances.header(at: 3), of: balances, .live)
    #expect(try readModels.allRows(balances) == [[.text("a"), .null, .integer(5)]])
  }

  @Test("what begins anew is empty, its dead letters too; the other copy is as it was")
  func anew() throws {
    let readModels = folder.open()
    for copy in ReadModelCopy.allCases {
      try readModels.fill(balances, copy, at: 2, [("a", [.null, .integer(1)])])
      var changes = ReadModelChanges()
      changes.parked = [DeadLetter(position: 1, keys: ["a"], reason: "no", hasFailed: true)]
      try readModels.write(changes, header: balances.header(at: 2), of: balances, copy)
    }
    try readModels.begin(balances, .shadow, header: balances.header(at: 0))
    #expect(try readModels.allRows(balances, .shadow).isEmpty)
    #expect(try readModels.deadLetterCount(of: balances.name, .shadow) == 0)
    #expect(try readModels.allRows(balances, .live).count == 1)
    #expect(try readModels.deadLetterCount(of: balances.name, .live) == 1)
  }

  @Test("dead letters are kept by position, listed from one on, and struck")
  func deadLetters() throws {
    let readModels = folder.open()
    try readModels.begin(balances, .live, header: balances.header(at: 0))
    let letters = [
      DeadLetter(position: 2, keys: ["a"], reason: "below zero", hasFailed: true),
      DeadLetter(position: 5, keys: [], reason: "damaged", hasFailed: true),
      DeadLetter(position: 9, keys: ["a"], reason: "waits for @2", hasFailed: false),
    ]
    var changes = ReadModelChanges()
    changes.parked = letters
    try readModels.write(changes, header: balances.header(at: 9), of: balances, .live)
    #expect(
      try readModels.deadLetters(of: balances.name, .live, after: 0, limit: 10) == letters)
    #expect(
      try readModels.deadLetters(of: balances.name, .live, after: 2, limit: 1) == [letters[1]])
    #expect(try readModels.parkedKeys(of: balances.name, .live) == ["a"])

    changes = ReadModelChanges()
    changes.unparked = [2, 9]
    changes.parked = [DeadLetter(position: 9, keys: ["a"], reason: "still", hasFailed: true)]
    try readModels.write(changes, header: balances.header(at: 9), of: balances, .live)
    #expect(
      try readModels.deadLetters(of: balances.name, .live, after: 0, limit: 10)
        == [letters[1], changes.parked[0]])
  }

  @Test("a copy that is not there is not written")
  func missing() throws {
    let readModels = folder.open()
    #expect(throws: ReadModelError.noShadow(projection: balances.name)) {
      try readModels.write(
        ReadModelChanges(), header: balances.header(at: 1), of: balances, .shadow)
    }
  }

  @Test("a write that fails in the middle leaves everything as it was")
  func atomic() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 2, [("a", [.null, .integer(1)])])
    var changes = ReadModelChanges()
    changes.states = [
      .init(key: "a", values: [.null, .integer(2)]), .init(key: "b", values: [.null]),
    ]
    changes.unparked = [1]
    let line = failure { [changes] in
      try readModels.write(changes, header: balances.header(at: 3), of: balances, .live)
    }
    #expect(line?.contains("the row b of account_balances has 1 values for 2 columns") == true)
    #expect(try readModels.allRows(balances) == [[.text("a"), .null, .integer(1)]])
    #expect(try readModels.header(of: balances.name, .live) == balances.header(at: 2))
    // And it can be written on.
    changes.states = [.init(key: "b", values: [.null, .integer(3)])]
    try readModels.write(changes, header: balances.header(at: 3), of: balances, .live)
    #expect(try readModels.allRows(balances).count == 2)
  }

  @Test("a full disk is one line, and the rows are as they were")
  func full() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 2, [("a", [.null, .integer(1)])])
    try readModels.database.writing { connection in
      try connection.run("PRAGMA max_page_count = 12")
    }
    var changes = ReadModelChanges()
    changes.states = (0..<5_000).map {
      ReadModelChanges.State(key: "account-\($0)", values: [.text("someone"), .integer($0)])
    }
    let line = failure { [changes] in
      try readModels.write(changes, header: balances.header(at: 3), of: balances, .live)
    }
    #expect(
      line == "\(folder.database): the disk is full; make room and try again; "
        + "the read models are as they were")
    #expect(try readModels.allRows(balances) == [[.text("a"), .null, .integer(1)]])
    #expect(try readModels.header(of: balances.name, .live) == balances.header(at: 2))
  }

  @Test("a database that was deleted is gone, and is made again by the next rebuild")
  func deleted() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 2, [("a", [.null, .integer(1)])])
    #expect(try readModels.allRows(balances).count == 1)
    try FileManager.default.removeItem(atPath: folder.path + "/cache")
    #expect(try readModels.header(of: balances.name, .live) == nil)
    #expect(throws: ReadModelError.notBuilt(projection: balances.name)) {
      try readModels.write(
        ReadModelChanges(), header: balances.header(at: 3), of: balances, .live)
    }
    try readModels.fill(balances, .live, at: 3, [("b", [.null, .integer(1)])])
    #expect(try folder.open().allRows(balances) == [[.text("b"), .null, .integer(1)]])
  }

  @Test("several may make the database at once, each for a projection of its own")
  func together() async throws {
    let folder = folder
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        let readModels = folder.open()
        let definition = ProjectionDefinition(
          Balances(name: "p\(number)", entryTable: "e\(number)"))
        group.addTask {
          try readModels.fill(definition, .shadow, at: 1, [("a", [.null, .integer(number)])])
          try readModels.swap(definition)
        }
      }
      try await group.waitForAll()
    }
    #expect(
      try folder.stranger().integer(
        "SELECT count(*) FROM _rewind_read_models WHERE copy = 'live'") == 8)
  }

  @Test("a temporary one is nobody else's, and leaves nothing")
  func temporary() throws {
    let readModels = try SQLiteReadModels.temporary()
    let first = try readModels.acquireLease(of: balances.name, .live)
    let second = try readModels.acquireLease(of: balances.name, .live)
    try readModels.fill(balances, .shadow, at: 2, [("a", [.null, .integer(1)])])
    try readModels.swap(balances)
    #expect(try readModels.allRows(balances).count == 1)
    #expect(try SQLiteReadModels.temporary().header(of: balances.name, .live) == nil)
    #expect(readModels.owner(of: balances.name, .live) == nil)
    _ = (first, second)
  }
}
