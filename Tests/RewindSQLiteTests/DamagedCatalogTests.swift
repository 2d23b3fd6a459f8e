import Foundation
import Rewind
import Testing

@testable import RewindSQLite

@Suite("Read models whose catalog is damaged")
struct DamagedCatalogTests {
  let folder: Folder
  let balances = ProjectionDefinition(Balances())
  let others = ProjectionDefinition(Balances(name: "others", entryTable: "other_entries"))

  private static let advice =
    "; delete it, and make the read models anew from the log"

  init() throws {
    folder = try Folder()
    try folder.open().fill(
      balances, .live, at: 2, (0..<50).map { ("account-\($0)", [.null, .integer($0)]) })
  }

  /// What all that reads or writes the read model fails with; nil where it does not.
  private func lines() -> [String?] {
    let readModels = folder.open(busyTimeout: 50)
    return [
      failure { try readModels.header(of: balances.name, .live) },
      failure { try readModels.allRows(balances) },
      failure { try readModels.begin(balances, .shadow, header: balances.header(at: 0)) },
      failure { try readModels.begin(others, .live, header: others.header(at: 0)) },
      failure {
        try readModels.write(
          ReadModelChanges(), header: balances.header(at: 3), of: balances, .live)
      },
    ]
  }

  @Test(
    "a row that nobody can have written is damage, and no reason to do without tables",
    arguments: [
      "tables = '[{\"name\":1},'", "tables = '[]'", "tables = x'00'", "tables = '{}'",
      "tables = json_set(tables, '$[0].columns', json('[]'))",
      "tables = json_set(tables, '$[0].columns[1].name', 'ACCOUNT')",
      "tables = json_set(tables, '$[0].kind', 'stat\u{65}z')",
      "tables = json_remove(tables, '$[0].name')", "copy = 'lime'", "position = 'many'",
      "position = -1", "fingerprint = x'ff'", "line_digest = x'00'", "written_at = 'soon'",
      "fault_position = 'x'", "fault_position = 3, fault_message = NULL",
    ])
  func row(change: String) throws {
    try folder.stranger().run("UPDATE _rewind_read_models SET \(change)")
    let lines = lines()
    // What is asked by the copy's name is not there where that is damaged.
    let found = change.hasPrefix("copy") ? [lines[2], lines[3]] : lines
    for line in found {
      #expect(
        line == "\(folder.database): is damaged (what _rewind_read_models says of account_balances "
          + "makes no sense)" + Self.advice)
    }
  }

  @Test(
    "a catalog without a table, a column or its mark is damage",
    arguments: [
      ("DROP TABLE _rewind_read_models", "no such table: _rewind_read_models"),
      ("ALTER TABLE _rewind_read_models DROP COLUMN tables", "no such column: tables"),
      ("PRAGMA application_id = 0", "its mark of a database of read models is gone"),
      ("PRAGMA user_version = 0", "there is no format 0"),
    ])
  func table(change: String, reason: String) throws {
    try folder.stranger().run(change)
    for line in lines() {
      #expect(
        line?.hasPrefix("\(folder.database): is damaged (") == true
          && line?.hasSuffix(Self.advice) == true, "\(line ?? "none")")
    }
    #expect(lines()[0]?.contains(reason) == true)
  }

  @Test("a catalog without the table of dead letters is damage")
  func letters() throws {
    try folder.stranger().run("DROP TABLE _rewind_dead_letters")
    let readModels = folder.open()
    let line = failure { try readModels.deadLetterCount(of: balances.name, .live) }
    #expect(line?.contains("is damaged (no such table: _rewind_dead_letters)") == true)
  }

  @Test("a catalog that lost a row says of the tables that they may be its own")
  func lostRow() throws {
    try folder.stranger().run("DELETE FROM _rewind_read_models")
    let readModels = folder.open()
    let line = failure { try readModels.begin(balances, .live, header: balances.header(at: 0)) }
    #expect(
      line
        == "\(folder.database): the table account_balances cannot be made: something of that name "
        + "is there that the catalog knows nothing of; rename it where it is yours, else delete the file, "
        + "and make the read models anew from the log")
  }

  @Test("a page that was overwritten is damage, or does no harm", arguments: [0x00, 0x5A, 0xFF])
  func pages(byte: UInt8) throws {
    try folder.stranger().run("PRAGMA wal_checkpoint(TRUNCATE)")
    let whole = Array(try #require(FileManager.default.contents(atPath: folder.database)))
    let rows = try folder.open().allRows(balances)
    for page in 0..<whole.count / 4096 {
      var bytes = whole
      for index in page * 4096..<(page + 1) * 4096 { bytes[index] = byte }
      for companion in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: folder.database + companion)
      }
      try folder.put(bytes)
      for line in lines().compactMap(\.self) {
        #expect(
          (line.contains(": is damaged (") || line.contains(": is no database"))
            && line.hasSuffix(Self.advice), "page \(page + 1): \(line)")
      }
      let now = try? folder.open().allRows(balances)
      #expect(now == nil || now == rows, "page \(page + 1)")
    }
  }
}
