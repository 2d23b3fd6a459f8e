import Rewind
import Testing

@testable import RewindSQLite

@Suite("Rows that are documents")
struct DocumentColumnsTests {
  private let folder: Folder
  private let readModels: SQLiteReadModels
  private let definition = ProjectionDefinition(
    name: "balances", fingerprint: "1",
    tables: [
      ReadModelTable(
        name: "balances", kind: .states,
        columns: [
          ReadModelColumn(name: "key", content: .text),
          ReadModelColumn(name: "state", content: .text, role: .document),
          ReadModelColumn(name: "position", content: .integer, role: .lastPosition),
        ]),
      ReadModelTable(
        name: "balances_outputs", kind: .outputs,
        columns: [
          ReadModelColumn(name: "position", content: .integer),
          ReadModelColumn(name: "ordinal", content: .integer),
          ReadModelColumn(name: "data", content: .text, role: .json),
        ]),
    ], selection: .all, partition: .keys
  ) { _ in throw NoEngineError() }

  private struct NoEngineError: Error {}

  init() throws {
    folder = try Folder()
    readModels = folder.open()
  }

  private func fill(
    _ copy: ReadModelCopy, _ rows: [(String, String)], at position: Int = 9
  ) throws {
    try readModels.fill(
      definition, copy, at: position,
      rows.map { ($0.0, [.text($0.1), .integer(position)]) },
      entries: [(3, [.integer(1), .text("{}")]), (3, [.integer(2), .text("[]")])])
  }

  private func page(_ query: RowQuery = RowQuery()) throws -> RowPage {
    try readModels.rows(query, of: definition, .live)
  }

  @Test("have columns of the members that are no objects and no arrays, the document last")
  func members() throws {
    try fill(.live, [("a", #"{"n":5,"who":"Ann","list":[1]}"#), ("b", #"{"n":null,"late":true}"#)])
    let page = try page()
    #expect(page.columns.map(\.name) == ["key", "n", "who", "late", "position", "state"])
    #expect(page.rows[0].prefix(5) == [.text("a"), .integer(5), .text("Ann"), .null, .integer(9)])
    #expect(page.rows[1].prefix(4) == [.text("b"), .null, .null, .integer(1)])
  }

  @Test("have them under other names where those are taken, and none that a path cannot tell")
  func names() throws {
    try fill(.live, [("a", #"{"State":1,"key":2,"it's":3,"a.b":4,"q\"":5,"":6}"#)])
    let page = try page()
    #expect(page.columns.map(\.name).prefix(5) == ["key", "State_", "key_", "it's", "a.b"])
    #expect(page.rows[0][1...4] == [.integer(1), .integer(2), .integer(3), .integer(4)])
    #expect(page.columns.count == 7)
  }

  @Test(
    "get columns of members that are met later, in a database that is opened again, and at most a hundred"
  )
  func later() throws {
    try fill(.live, [("a", #"{"n":1}"#)])
    let other = folder.open()
    var changes = ReadModelChanges()
    let many = (1...300).map { "\"m\($0)\":\($0)" }.joined(separator: ",")
    changes.states = [.init(key: "b", values: [.text("{\(many)}"), .integer(10)])]
    let header = try #require(try other.header(of: "balances", .live))
    try other.write(changes, header: header, of: definition, .live)
    let page = try page(RowQuery(sortColumn: "m7", descending: true))
    #expect(page.columns.count == 3 + DocumentMembers.limit)
    #expect(page.rows.map { $0[0] } == [.text("b"), .text("a")])
    #expect(try readModels.states(ofKeys: ["a"], in: definition, .live)[0]?.count == 2)
  }

  @Test("are compared by their members, not by the positions of their events, and swapped")
  func compared() throws {
    try fill(.live, [("a", #"{"n":1,"deep":{"x":1}}"#), ("b", #"{"n":2}"#)])
    try fill(.shadow, [("a", #"{"n":1,"deep":{"x":2}}"#), ("b", #"{"n":2}"#)], at: 12)
    let comparison = try readModels.compare(definition, limit: 9, after: 0)
    #expect(comparison.changed == 1 && comparison.added == 0 && comparison.removed == 0)
    // Two outputs of one event are two rows.
    #expect(comparison.same == 3)
    let changes = comparison.changes(of: comparison.differences[0], in: definition)
    #expect(changes.map(\.name) == ["deep.x"])
    #expect(changes.first?.new == .integer(2))
    try readModels.swap(definition)
    let page = try page()
    #expect(page.columns.map(\.name) == ["key", "n", "position", "state"])
    #expect(page.rows[1].prefix(3) == [.text("b"), .integer(2), .integer(12)])
  }
}
