import Foundation
import Rewind
import Testing

@testable import RewindSQLite

@Suite("Snapshots that cannot be used")
struct SnapshotDamageTests {
  let folder: Folder

  private static let advice = "; delete it, and snapshots are taken anew"

  init() throws {
    folder = try Folder()
    for version in [10, 20, 30] { try folder.openSnapshots().save(.sample(version)) }
  }

  /// What looking for one and keeping one fail with; nil where they do not.
  private func lines() -> [String?] {
    let snapshots = folder.openSnapshots(busyTimeout: 50)
    return [failure { try snapshots.versions() }, failure { try snapshots.save(.sample(40)) }]
  }

  private func put(_ bytes: [UInt8]) throws {
    for companion in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.snapshotDatabase + companion)
    }
    try Data(bytes).write(to: URL(fileURLWithPath: folder.snapshotDatabase))
  }

  @Test(
    "give way to older ones where a row is not as it was written, and go with the next one kept",
    arguments: [
      #"state = '{"version":31}'"#, "state = x'00'", "state = 'no JSON'", "state = state || ' '",
      "version = 31", "position = 301", "position = 'three'", "event_id = NULL", "event_id = 'e'",
      "timestamp = NULL", "timestamp = 'soon'", "timestamp = '2026-01-02T03:04:05.678900Z'",
      "digest = digest + 1", "digest = 'x'",
    ])
  func row(change: String) throws {
    try folder.snapshotStranger().run("UPDATE snapshots SET \(change) WHERE version = 30")
    let snapshots = folder.openSnapshots()
    #expect(try snapshots.versions() == [20, 10])
    try snapshots.save(.sample(40))
    #expect(try snapshots.versions() == [40, 20, 10])
    #expect(try folder.snapshotStranger().integer("SELECT count(*) FROM snapshots") == 3)
  }

  @Test("a row of another stream or other code is none of those asked for")
  func moved() throws {
    let stranger = try folder.snapshotStranger()
    try stranger.run("UPDATE snapshots SET stream = 'jar-2' WHERE version = 30")
    try stranger.run("UPDATE snapshots SET fold = 'Jar 2' WHERE version = 20")
    let snapshots = folder.openSnapshots()
    #expect(try snapshots.versions() == [10])
    #expect(try snapshots.versions(of: "jar-2") == [])
    #expect(try snapshots.versions(fold: "Jar 2") == [])
  }

  @Test("a page that was overwritten is damage, or does no harm", arguments: [0x00, 0x5A, 0xFF])
  func pages(byte: UInt8) throws {
    try folder.snapshotStranger().run("PRAGMA wal_checkpoint(TRUNCATE)")
    let whole = Array(
      try #require(FileManager.default.contents(atPath: folder.snapshotDatabase)))
    // Whole pages, and pieces of a row.
    let pages = (0..<whole.count / 4096).map { $0 * 4096..<($0 + 1) * 4096 }
    let pieces = stride(from: whole.count - 700, to: whole.count, by: 13).map { $0..<$0 + 13 }
    #expect(pages.count >= 2)
    for range in pages + pieces {
      var bytes = whole
      for index in range where index < bytes.count { bytes[index] = byte }
      try put(bytes)
      for version in [30, 20, 10] {
        let found = try? folder.openSnapshots().latest(
          of: "jar-1", fold: "Jar 1", through: version)
        #expect(found == nil || found == .sample(found!.version), "\(range)")
      }
      for line in lines().compactMap(\.self) {
        #expect(
          (line.contains(": is damaged (") || line.contains(": is no database"))
            && line.hasSuffix(Self.advice), "\(range): \(line)")
      }
    }
  }

  @Test("a file that is no database is named, and is not touched")
  func noDatabase() throws {
    let bytes = Array(String(repeating: "this is a letter to a friend\n", count: 500).utf8)
    try put(bytes)
    let line = "\(folder.snapshotDatabase): is no database" + Self.advice
    #expect(lines() == [line, line])
    #expect(FileManager.default.contents(atPath: folder.snapshotDatabase) == Data(bytes))
  }

  @Test("a database of a later version is left to that version")
  func later() throws {
    try folder.snapshotStranger().run("PRAGMA user_version = 2")
    let line =
      "\(folder.snapshotDatabase): was made by a later rewind (format 2, this one knows 1); "
      + "use that, or" + Self.advice.dropFirst()
    #expect(lines() == [line, line])
  }

  @Test("another program's database is left alone, also one of read models")
  func other() throws {
    try put([])
    try folder.snapshotStranger().run("CREATE TABLE theirs (a)")
    let line =
      "\(folder.snapshotDatabase): is another program's database; move it away, and snapshots can "
      + "be kept there"
    #expect(lines() == [line, line])
    let balances = ProjectionDefinition(Balances())
    try folder.open().fill(balances, .live, at: 2, [])
    let readModels = SQLiteSnapshots(path: folder.database)
    #expect(failure { try readModels.save(.sample(1)) }?.contains("another program's") == true)
  }

  @Test("a database without its table or its mark is damaged")
  func table() throws {
    try folder.snapshotStranger().run("PRAGMA application_id = 0")
    let unmarked =
      "\(folder.snapshotDatabase): is damaged (its mark of a database of snapshots is gone)"
    #expect(lines() == [unmarked + Self.advice, unmarked + Self.advice])
    try folder.snapshotStranger().run("PRAGMA application_id = 0x52574E53; DROP TABLE snapshots")
    let line =
      "\(folder.snapshotDatabase): is damaged (no such table: snapshots)" + Self.advice
    #expect(lines() == [line, line])
  }

  @Test("what another program has locked is waited for, then named; looking goes on")
  func locked() throws {
    let stranger = try folder.snapshotStranger()
    try stranger.run("BEGIN IMMEDIATE")
    let line =
      "\(folder.snapshotDatabase): locked by another program for 50 ms; end its transaction and try "
      + "again"
    #expect(lines() == [nil, line])
    try stranger.run("COMMIT")
    #expect(lines() == [nil, nil])
  }

  @Test("a full disk is one line, and the snapshots are as they were")
  func full() throws {
    let snapshots = folder.openSnapshots()
    try snapshots.database.writing { connection in
      try connection.run("PRAGMA max_page_count = 4")
    }
    var large = Snapshot.sample(40)
    large.state = JSONValue.string(String(repeating: "x", count: 100_000)).jsonText
    let line = failure { [large] in try snapshots.save(large) }
    #expect(
      line == "\(folder.snapshotDatabase): the disk is full; make room and try again; "
        + "the snapshots are as they were")
    #expect(try snapshots.versions() == [30, 20, 10])
  }

  @Test("where nothing can be written they are read, and keeping one says why not")
  func readOnly() throws {
    let cache = folder.path + "/cache"
    chmod(folder.snapshotDatabase, 0o444)
    chmod(cache, 0o555)
    defer { chmod(cache, 0o755) }
    let folder = folder
    withoutRights {
      let snapshots = folder.openSnapshots()
      let versions = try? snapshots.versions()
      #expect(versions == [30, 20, 10])
      let line = failure { try snapshots.save(.sample(40)) }
      #expect(
        line?.contains("look at the rights of the file and its folder") == true, "\(line ?? "")")
    }
  }

  @Test("leave a repository to the events, and it says so")
  func repository() async throws {
    try put(Array("no database, but long enough to be looked at as one".utf8))
    let reports = Reports()
    let store = FileEventStore(storage: InMemoryLogStorage(), name: "s")
    let jars = Repository<Jar>(store, snapshots: folder.openSnapshots(), policy: .onSave) {
      reports.add($0)
    }
    var jar = jars.create("jar-1")
    for beans in 1...4 { try jar.put(beans) }
    try await jars.save(jar)
    #expect(try await jars.load("jar-1").state.beans == 10)
    let line = "\(folder.snapshotDatabase): is no database" + Self.advice
    #expect(
      reports.all == [
        "jar-1: no snapshot could be kept: \(line)",
        "jar-1: no snapshot could be looked for: \(line)",
      ])
  }
}
