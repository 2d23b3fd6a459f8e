import Rewind
import Testing

@testable import RewindSQLite

@Suite("Rows of a read model")
struct RowsTests {
  let folder: Folder
  let balances = ProjectionDefinition(Balances())
  let readModels: SQLiteReadModels

  init() throws {
    folder = try Folder()
    readModels = folder.open()
    try readModels.fill(
      balances, .live, at: 9,
      [
        ("account-1", [.text("Ann"), .integer(50)]), ("account-2", [.text("bob"), .integer(-7)]),
        ("account-3", [.null, .integer(50)]), ("account-4", [.text("Émile"), .integer(1000)]),
        ("account-5", [.text("bob"), .integer(50)]),
      ],
      entries: [(2, [.real(0.5)]), (10, [.real(3)]), (11, [.real(-2)])])
  }

  private func keys(_ query: RowQuery) throws -> [String] {
    try readModels.rows(query, of: balances, .live).rows.map { "\($0[0])" }
  }

  private func numbers(_ query: RowQuery) throws -> String {
    try keys(query).map { String($0.suffix(1)) }.joined()
  }

  @Test("come by key, or by any column, ties by key, those without a value last")
  func sorting() throws {
    #expect(try numbers(RowQuery()) == "12345")
    #expect(try numbers(RowQuery(descending: true)) == "54321")
    #expect(try numbers(RowQuery(sortColumn: "balance")) == "21354")
    #expect(try numbers(RowQuery(sortColumn: "balance", descending: true)) == "41352")
    #expect(try numbers(RowQuery(sortColumn: "owner")) == "12543")
    #expect(try numbers(RowQuery(sortColumn: "owner", descending: true)) == "42513")
    #expect(try numbers(RowQuery(sortColumn: "99")) == "12345")
    #expect(try keys(RowQuery(table: 1)) == ["2", "10", "11"])
    #expect(try keys(RowQuery(table: 1, sortColumn: "amount")) == ["11", "2", "10"])
  }

  @Test(
    "are filtered by what they show, in any case unless it has a capital",
    arguments: [
      ("bob", "25"), ("BOB", ""), ("ann", "1"), ("Ann", "1"), ("ANN", ""), ("émile", "4"),
      ("É", "4"), ("50", "135"), ("!50", "24"), ("!bob", "134"), ("count-3", "3"), ("%", ""),
      ("_", ""), ("'", ""), ("!", "12345"), ("", "12345"), ("-7", "2"), ("null", ""),
    ])
  func filtering(filter: String, expected: String) throws {
    let page = try readModels.rows(RowQuery(filter: filter), of: balances, .live)
    #expect(page.rows.map { String("\($0[0])".suffix(1)) }.joined() == expected)
    #expect(page.count == expected.count)
    #expect(page.total == 5)
  }

  @Test("a number is found as it is shown")
  func realNumbers() throws {
    let shown = ReadModelValue.real(3).description
    #expect(try keys(RowQuery(table: 1, filter: shown)) == ["10"])
    #expect(try keys(RowQuery(table: 1, filter: "0.5")) == ["2"])
  }

  @Test("come page by page, each following the other")
  func paging() throws {
    let all = try numbers(RowQuery(sortColumn: "balance"))
    for size in 1...6 {
      var pages = ""
      while pages.count < 5 {
        pages += try numbers(RowQuery(sortColumn: "balance", offset: pages.count, limit: size))
      }
      #expect(pages == all)
    }
    let page = try readModels.rows(RowQuery(filter: "50", offset: 2, limit: 5), of: balances, .live)
    #expect((page.count, page.total, page.offset, page.rows.count) == (3, 5, 2, 1))
    let beyond = try readModels.rows(RowQuery(offset: 99, limit: -1), of: balances, .live)
    #expect(
      beyond
        == RowPage(
          columns: balances.states.columns, count: 5, total: 5, offset: 99, rows: []))
  }

  @Test("one of a key")
  func key() throws {
    let page = try readModels.rows(RowQuery(key: "account-4"), of: balances, .live)
    #expect(page.rows == [[.text("account-4"), .text("Émile"), .integer(1000)]])
    #expect((page.count, page.total) == (1, 5))
    #expect(try numbers(RowQuery(filter: "x", key: "account-4")) == "")
    #expect(try numbers(RowQuery(key: "account-")) == "")
    #expect(try keys(RowQuery(table: 1, key: "10")) == ["10"])
    for none in ["010x", " 10", "10.0", "account-1"] {
      #expect(try keys(RowQuery(table: 1, key: none)) == [])
    }
  }

  @Test("whatever somebody put in is shown")
  func strange() throws {
    let stranger = try folder.stranger()
    try stranger.run(
      """
      INSERT INTO account_balances VALUES ('z', x'00ff1b', 1.5), ('y', CAST(x'ff41' AS TEXT), 'much');
      """)
    #expect(
      try readModels.rows(RowQuery(key: "z"), of: balances, .live).rows
        == [[.text("z"), .text("x'00ff1b'"), .real(1.5)]])
    #expect(
      try readModels.rows(RowQuery(key: "y"), of: balances, .live).rows
        == [[.text("y"), .text("\u{FFFD}A"), .text("much")]])
    #expect(try keys(RowQuery(filter: "ff1b")) == ["z"])
    #expect(try keys(RowQuery(filter: "muc")) == ["y"])
    #expect(try keys(RowQuery(sortColumn: "balance")).count == 7)
  }

  @Test("of a read model that an older definition made, what both know is shown")
  func older() throws {
    let later = ProjectionDefinition(LaterBalances())
    let page = try readModels.rows(RowQuery(sortColumn: "balance", limit: 2), of: later, .live)
    #expect(
      page.rows == [
        [.text("account-1"), .integer(50), .null], [.text("account-2"), .integer(-7), .null],
      ])
  }

  @Test("do not wait while something is being written")
  func reading() throws {
    try readModels.database.writing { connection in
      try connection.run("UPDATE account_balances SET balance = 0")
      // Not through this connection: it would wait for itself.
      let seen = try? readModels.rows(RowQuery(key: "account-4"), of: balances, .live).rows[0][2]
      #expect(seen == .integer(1000))
      let header = try? readModels.header(of: balances.name, .live)
      #expect(header != nil)
    }
    #expect(
      try readModels.rows(RowQuery(key: "account-4"), of: balances, .live).rows[0][2] == .integer(0)
    )
  }
}
