import Rewind
import Testing

@testable import RewindSQLite

@Suite("Comparing a rebuild with the live read model")
struct ComparingTests {
  let folder: Folder
  let balances = ProjectionDefinition(Balances())
  let readModels: SQLiteReadModels

  init() throws {
    folder = try Folder()
    readModels = folder.open()
    try readModels.fill(
      balances, .live, at: 9,
      [
        ("a", [.text("Ann"), .integer(1)]), ("b", [.text("Bob"), .integer(2)]),
        ("c", [.null, .integer(3)]), ("e", [.null, .integer(5)]),
      ],
      entries: [(1, [.real(1)]), (2, [.real(2)])])
  }

  @Test("counts and shows what is added, gone, changed, in the order of tables and keys")
  func differences() throws {
    try readModels.fill(
      balances, .shadow, at: 9,
      [
        ("b", [.text("Bob"), .integer(3)]), ("c", [.text(""), .integer(3)]),
        ("d", [.null, .integer(4)]), ("e", [.null, .integer(5)]),
      ],
      entries: [(2, [.real(2)]), (10, [.real(2)])])
    let comparison = try readModels.compare(balances, limit: 100, after: 0)
    #expect(
      [comparison.added, comparison.removed, comparison.changed, comparison.same] == [2, 2, 2, 2])
    #expect(comparison.oldColumns == [[], []])
    #expect(
      comparison.differences == [
        .init(table: 0, key: .text("a"), old: [.text("a"), .text("Ann"), .integer(1)], new: nil),
        .init(
          table: 0, key: .text("b"), old: [.text("b"), .text("Bob"), .integer(2)],
          new: [.text("b"), .text("Bob"), .integer(3)]),
        .init(
          table: 0, key: .text("c"), old: [.text("c"), .null, .integer(3)],
          new: [.text("c"), .text(""), .integer(3)]),
        .init(table: 0, key: .text("d"), old: nil, new: [.text("d"), .null, .integer(4)]),
        .init(table: 1, key: .integer(1), old: [.integer(1), .real(1)], new: nil),
        .init(table: 1, key: .integer(10), old: nil, new: [.integer(10), .real(2)]),
      ])
    let some = try readModels.compare(balances, limit: 2, after: 3)
    #expect(some.differences == Array(comparison.differences[3...4]))
    #expect((some.added, some.changed) == (2, 2))
  }

  @Test("without a live read model everything is added; without a rebuild there is nothing to say")
  func missing() throws {
    #expect(throws: ReadModelError.noShadow(projection: balances.name)) {
      try readModels.compare(balances, limit: 1, after: 0)
    }
    // One with other tables is none of this definition.
    try readModels.fill(
      ProjectionDefinition(Balances(entryTable: "payments")), .shadow, at: 9, [])
    #expect(throws: ReadModelError.noShadow(projection: balances.name)) {
      try readModels.compare(balances, limit: 1, after: 0)
    }
    let other = ProjectionDefinition(Balances(name: "other", entryTable: "other entries"))
    try readModels.fill(
      other, .shadow, at: 9, [("a", [.null, .integer(1)])], entries: [(1, [.real(1)])])
    let comparison = try readModels.compare(other, limit: 0, after: 0)
    #expect((comparison.added, comparison.removed, comparison.same) == (2, 0, 0))
    #expect(comparison.differences.isEmpty)
  }

  @Test("where the columns are others, the ones that both have decide")
  func otherColumns() throws {
    let later = ProjectionDefinition(LaterBalances())
    try readModels.fill(
      later, .shadow, at: 9,
      [
        ("a", [.integer(1), .integer(0)]), ("b", [.integer(20), .integer(1)]),
        ("c", [.integer(3), .integer(0)]), ("e", [.integer(5), .integer(0)]),
      ])
    let comparison = try readModels.compare(later, limit: 10, after: 0)
    // The two entries are of a table that is no more.
    #expect(
      [comparison.added, comparison.removed, comparison.changed, comparison.same] == [0, 2, 1, 3])
    #expect(comparison.oldColumns == [balances.states.columns])
    #expect(
      comparison.differences == [
        .init(
          table: 0, key: .text("b"), old: [.text("b"), .text("Bob"), .integer(2)],
          new: [.text("b"), .integer(20), .integer(1)])
      ])
  }
}
