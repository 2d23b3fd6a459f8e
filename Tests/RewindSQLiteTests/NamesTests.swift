import Rewind
import Testing

@testable import RewindSQLite

@Suite("Names that somebody thought up")
struct NamesTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  static let names = [
    "with spaces", "it's", "say \"hi\"", "x\"; DROP TABLE _rewind_read_models; --", "größe 😀",
    "sqlite_master", "SQLITE_sequence", "_sqlite_master", "_rewind_read_models",
    "_rewind_dead_letters", "__rewind_read_models", "select", "a\nb", "nul\0l", "a%b_c", "[x]", "`",
    "main.t",
    "", " ",
  ]

  @Test("each is a table of its own, written, swapped and read")
  func hostile() throws {
    let readModels = folder.open()
    for (number, name) in Self.names.enumerated() {
      let definition = ProjectionDefinition(Balances(name: name, entryTable: name + " entries"))
      try readModels.fill(definition, .live, at: 1, [])
      try readModels.fill(definition, .shadow, at: 2, [("k", [.null, .integer(number)])])
      try readModels.swap(definition)
      let lock = try readModels.acquireLease(of: name, .live)
      #expect(readModels.owner(of: name, .live) != nil)
      _ = lock
    }
    for (number, name) in Self.names.enumerated() {
      let definition = ProjectionDefinition(Balances(name: name, entryTable: name + " entries"))
      #expect(
        try readModels.allRows(definition) == [[.text("k"), .null, .integer(number)]], "\(name)")
      #expect(try readModels.header(of: name, .live) == definition.header(at: 2))
    }
  }

  @Test("a name of SQLite's, or of ours, gets a _ in front")
  func reserved() {
    #expect(TableName.make("sqlite_x", .live) == "_sqlite_x")
    #expect(TableName.make("_sqlite_x", .live) == "__sqlite_x")
    #expect(TableName.make("_rewind_x", .shadow) == "__rewind_x (rebuild)")
    #expect(TableName.make("rewind_x", .live) == "rewind_x")
    #expect(TableName.make("account_balances", .shadow) == "account_balances (rebuild)")
  }

  @Test("columns may be called anything too")
  func columns() throws {
    struct Odd: Projection {
      struct Row: ReadModelRow {
        var values = [1, 2, 3, 4, 5]
        mutating func columns(_ column: inout ColumnMapper) {
          column("a\"b", &values[0])
          column("x); DROP TABLE odd; --", &values[1])
          column("", &values[2])
          column("rowid", &values[3])
          column("nul\0l", &values[4])
        }
      }
      let name = "odd"
      let selection = EventSelection.all
      let key = "group by"
      func apply(_ event: EventRecord, to row: inout Row?) {}
    }
    let readModels = folder.open()
    let odd = ProjectionDefinition(Odd())
    let values = [1, 2, 3, 4, 5].map { ReadModelValue.integer($0) }
    try readModels.fill(odd, .live, at: 1, [("k", values)])
    try readModels.fill(odd, .shadow, at: 1, [("k", values)])
    #expect(try readModels.states(ofKeys: ["k"], in: odd, .live) == [values])
    #expect(try readModels.compare(odd, limit: 1, after: 0).same == 1)
    for column in odd.states.columns.map(\.name) {
      let page = try readModels.rows(
        RowQuery(sortColumn: column, filter: "5", key: "k"), of: odd, .live)
      #expect(page.rows == [[.text("k")] + values])
    }
  }

  @Test("a table that another projection has, or will have, is not taken from it")
  func taken() throws {
    let readModels = folder.open()
    let first = ProjectionDefinition(Balances())
    try readModels.fill(first, .shadow, at: 1, [("a", [.null, .integer(1)])])
    for name in ["Transactions", "account_balances (rebuild)", "Account_Balances"] {
      let second = ProjectionDefinition(Balances(name: name, entryTable: "others"))
      let line = failure {
        try readModels.begin(second, .live, header: second.header(at: 0))
      }
      #expect(line?.contains("it is the projection account_balances's") == true, "\(line ?? "")")
    }
    #expect(try readModels.allRows(first, .shadow).count == 1)
  }

  @Test("a table that no projection made is left alone, also one that came before the swap")
  func strange() throws {
    let readModels = folder.open()
    try readModels.fill(
      ProjectionDefinition(Balances(name: "x", entryTable: "y")), .live, at: 1, [])
    let stranger = try folder.stranger()
    try stranger.run("CREATE TABLE transactions (mine); INSERT INTO transactions VALUES (42)")
    let balances = ProjectionDefinition(Balances())
    let line = failure { try readModels.begin(balances, .shadow, header: balances.header(at: 0)) }
    #expect(line?.contains("the table transactions cannot be made: something of that name") == true)
    try stranger.run("ALTER TABLE transactions RENAME TO mine")
    try readModels.fill(balances, .shadow, at: 1, [])
    try stranger.run("CREATE VIEW Account_Balances AS SELECT * FROM mine")
    #expect(
      failure { try readModels.swap(balances) }?.contains(
        "the catalog knows nothing of")
        == true)
    #expect(try stranger.integer("SELECT mine FROM account_balances") == 42)
  }

  @Test("a projection with two tables of one name is refused")
  func twice() throws {
    let both = ProjectionDefinition(Balances(name: "x", entryTable: "X"))
    let readModels = folder.open()
    let line = failure { try readModels.begin(both, .live, header: both.header(at: 0)) }
    #expect(line?.contains("has two tables of that name") == true)
  }
}
