import Foundation
import Rewind
import Testing

@testable import RewindSQLite

@Suite("Read models that cannot be used")
struct DamageTests {
  let folder: Folder
  let balances = ProjectionDefinition(Balances())

  init() throws { folder = try Folder() }

  private static let advice =
    "; delete it, and make the read models anew from the log"

  private func lines() -> [String?] {
    let readModels = folder.open(busyTimeout: 50)
    return [
      failure { try readModels.header(of: balances.name, .live) },
      failure { try readModels.begin(balances, .live, header: balances.header(at: 0)) },
    ]
  }

  @Test("a file that is no database is named, and is not touched")
  func noDatabase() throws {
    let bytes = Array(String(repeating: "this is a letter to a friend\n", count: 500).utf8)
    try folder.put(bytes)
    let line =
      "\(folder.database): is no database" + Self.advice
    #expect(lines() == [line, line])
    #expect(FileManager.default.contents(atPath: folder.database) == Data(bytes))
  }

  @Test("an empty file is a database with nothing in it")
  func empty() throws {
    try folder.put([])
    #expect(lines() == [nil, nil])
  }

  @Test("a database that is damaged in the middle says so, and what to do")
  func damaged() throws {
    do {
      let readModels = folder.open()
      try readModels.fill(
        balances, .live, at: 2, (0..<20_000).map { ("account-\($0)", [.null, .integer($0)]) })
    }
    // The log beside the database would still have every page whole.
    try folder.stranger().run("PRAGMA wal_checkpoint(TRUNCATE)")
    var bytes = Array(try #require(FileManager.default.contents(atPath: folder.database)))
    for index in (bytes.count / 4)..<(bytes.count * 3 / 4) { bytes[index] = 0xA5 }
    try folder.put(bytes)
    let readModels = folder.open()
    let line = failure { try readModels.allRows(balances) }
    #expect(line?.contains("is damaged (database disk image is malformed)" + Self.advice) == true)
    var changes = ReadModelChanges()
    changes.states = (0..<20_000).map { .init(key: "account-\($0)", values: [.null, .integer(1)]) }
    let writing = failure { [changes] in
      try readModels.write(changes, header: balances.header(at: 3), of: balances, .live)
    }
    #expect(writing?.contains("is damaged") == true)
    // A rebuild that would begin beside it does not hide it either.
    #expect(try readModels.header(of: balances.name, .live) == balances.header(at: 2))
  }

  @Test("a database of a later version is left to that version")
  func later() throws {
    do { try folder.open().fill(balances, .live, at: 2, []) }
    try folder.stranger().run("PRAGMA user_version = 2")
    for line in lines() {
      #expect(line?.contains("was made by a later rewind (format 2, this one knows 1)") == true)
      #expect(line?.hasSuffix("; use that, or" + Self.advice.dropFirst()) == true)
    }
    // Also where it became one while it was open.
    let readModels = folder.open()
    try folder.stranger().run("PRAGMA user_version = 1")
    _ = try readModels.header(of: balances.name, .live)
    try folder.stranger().run("PRAGMA user_version = 3")
    #expect(failure { try readModels.header(of: balances.name, .live) } != nil)
  }

  @Test("another program's database is left alone")
  func other() throws {
    try folder.put([])
    try folder.stranger().run("CREATE TABLE theirs (a)")
    for line in lines() {
      #expect(line?.contains("is another program's database; move it away") == true)
    }
  }

  @Test("one that another program has locked is waited for, then named; reading goes on")
  func locked() throws {
    let readModels = folder.open(busyTimeout: 50)
    try readModels.fill(balances, .live, at: 2, [("a", [.null, .integer(1)])])
    let stranger = try folder.stranger()
    try stranger.run("BEGIN IMMEDIATE")
    let line = failure { try readModels.begin(balances, .shadow, header: balances.header(at: 0)) }
    #expect(
      line
        == "\(folder.database): locked by another program for 50 ms; end its transaction and try again"
    )
    #expect(try readModels.allRows(balances).count == 1)
    try stranger.run("COMMIT")
    try readModels.begin(balances, .shadow, header: balances.header(at: 0))
  }

  @Test("where nothing can be written it is read, and a write says why not")
  func readOnly() throws {
    do { try folder.open().fill(balances, .live, at: 2, [("a", [.null, .integer(1)])]) }
    chmod(folder.database, 0o444)
    chmod(folder.path + "/cache", 0o555)
    chmod(folder.path, 0o555)
    defer {
      chmod(folder.path, 0o755)
      chmod(folder.path + "/cache", 0o755)
    }
    let (readModels, balances) = (folder.open(), balances)
    withoutRights {
      #expect(throws: Never.self) { try readModels.allRows(balances).count == 1 }
      let line = failure { try readModels.begin(balances, .shadow, header: balances.header(at: 0)) }
      #expect(
        line?.contains("look at the rights of the file and its folder") == true, "\(line ?? "")")
      let lock = failure { try readModels.acquireLease(of: balances.name, .live) }
      #expect(lock?.contains("/locks: cannot be made (Permission denied)") == true, "\(lock ?? "")")
    }
  }

  @Test("a table that somebody dropped is missed, and rebuilt")
  func dropped() throws {
    let readModels = folder.open()
    try readModels.fill(balances, .live, at: 2, [("a", [.null, .integer(1)])])
    try folder.stranger().run("DROP TABLE account_balances")
    let line = failure { try readModels.allRows(balances) }
    #expect(line?.contains("no such table: account_balances; somebody changed the tables?") == true)
    try readModels.fill(balances, .shadow, at: 2, [("a", [.null, .integer(1)])])
    try readModels.swap(balances)
    #expect(try readModels.allRows(balances).count == 1)
  }
}
