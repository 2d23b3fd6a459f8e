internal import Platform
public import Rewind

/// Snapshots in an SQLite database, which may be deleted at any time.
///
///     let snapshots = SQLiteSnapshots(path: "bank/cache/snapshots.sqlite")
///     let accounts = Repository<BankAccount>(store, snapshots: snapshots)
///
/// Several processes may keep and read them at once. The file is opened when it is first needed and made
/// when the first snapshot is kept, with its folder. Of a stream, the newest snapshots of the fold that was
/// saved last stay; those of other folds were made by code that has changed. Every row has a digest, which
/// shows damage.
public struct SQLiteSnapshots: SnapshotStore {
  /// So many are kept of a stream.
  private static let limit = 3

  let database: Database

  /// Snapshots in a file.
  public init(path: String) {
    self.init(path: path, busyTimeout: 1_000)
  }

  /// - Parameter busyTimeout: how many milliseconds to wait for what other programs hold.
  init(path: String, busyTimeout: Int) {
    database = Database(path, of: .snapshots, busyTimeout: busyTimeout)
  }

  /// The latest undamaged snapshot of a stream and a fold, up to a version; nil where there is none.
  ///
  /// - Throws: ``SQLiteError``.
  public func latest(
    of stream: StreamName, fold: String, through version: Int
  ) throws -> Snapshot? {
    let found = try database.reading { connection -> Snapshot? in
      let rows = try connection.snapshots(of: stream, fold: fold, through: version)
      defer { rows.reset() }
      while try rows.step() {
        if let snapshot = Snapshot(row: rows, of: stream, fold: fold) { return snapshot }
      }
      return nil
    }
    return found ?? nil
  }

  /// Keeps a snapshot, in place of one of the same version, beside the newest others of its stream and
  /// fold; all else of its stream goes.
  ///
  /// It stays even where others are of greater versions: those may be of a log that was replaced.
  ///
  /// - Throws: ``SQLiteError``; all is as it was then.
  public func save(_ snapshot: Snapshot) throws {
    try database.writing { connection in
      try connection.put(snapshot)
      try connection.removeSnapshots(
        of: snapshot.stream, allBut: connection.versions(beside: snapshot, limit: Self.limit - 1),
        and: snapshot)
    }
  }
}

extension DatabaseKind {
  /// Snapshots, in one table; marked `RWNS`.
  static let snapshots = DatabaseKind(
    contents: .snapshots, applicationID: 0x5257_4E53, format: 1, table: "snapshots",
    schema: """
      CREATE TABLE snapshots (
        stream TEXT NOT NULL, fold TEXT NOT NULL, version INTEGER NOT NULL,
        position INTEGER NOT NULL, event_id TEXT, timestamp TEXT, state TEXT NOT NULL,
        digest INTEGER NOT NULL,
        PRIMARY KEY (stream, fold, version)
      ) WITHOUT ROWID;
      """,
    remedy: "delete it, and snapshots are taken anew")
}

// MARK: - Rows

extension Connection {
  private static let columns = "version, position, event_id, timestamp, state, digest"

  /// The snapshots of a stream and a fold, the newest first.
  fileprivate func snapshots(
    of stream: StreamName, fold: String, through version: Int
  ) throws(SQLiteError) -> Statement {
    try catalog(
      """
      SELECT \(Self.columns) FROM snapshots
      WHERE stream = ?1 AND fold = ?2 AND version <= ?3 ORDER BY version DESC
      """
    ).bind(.text(stream.rawValue), .text(fold), .integer(version))
  }

  /// The newest versions with undamaged snapshots, apart from one.
  fileprivate func versions(
    beside snapshot: Snapshot, limit: Int
  ) throws(SQLiteError) -> [Int] {
    let rows = try snapshots(of: snapshot.stream, fold: snapshot.fold, through: .max)
    defer { rows.reset() }
    var versions: [Int] = []
    while versions.count < limit, try rows.step() {
      guard let other = Snapshot(row: rows, of: snapshot.stream, fold: snapshot.fold),
        other.version != snapshot.version
      else { continue }
      versions.append(other.version)
    }
    return versions
  }

  fileprivate func put(_ snapshot: Snapshot) throws(SQLiteError) {
    try catalog(
      "INSERT OR REPLACE INTO snapshots (stream, fold, \(Self.columns)) VALUES (?,?,?,?,?,?,?,?)"
    ).bind(
      .text(snapshot.stream.rawValue), .text(snapshot.fold), .integer(snapshot.version),
      .integer(snapshot.position), snapshot.eventID.map { .text($0) } ?? .null,
      snapshot.timestamp.map { .text($0.rfc3339) } ?? .null, .text(snapshot.state.description),
      .integer(snapshot.digest)
    ).run()
  }

  /// Removes what there is of a stream: of other folds, of other versions, and what is damaged.
  fileprivate func removeSnapshots(
    of stream: StreamName, allBut versions: [Int], and snapshot: Snapshot
  ) throws(SQLiteError) {
    let kept = versions + [snapshot.version]
    let places = kept.map { _ in "?" }.joined(separator: ", ")
    let delete = try catalog(
      "DELETE FROM snapshots WHERE stream = ? AND NOT (fold = ? AND version IN (\(places)))")
    try delete.run(.text(stream.rawValue), [.text(snapshot.fold)] + kept.map { .integer($0) })
    delete.reset()
  }
}

extension Snapshot {
  /// Reads a row; nil where it is damaged.
  fileprivate init?(row: Statement, of stream: StreamName, fold: String) {
    guard let version = row.exactInteger(0), let position = row.exactInteger(1),
      row.isNull(2) || row.exactText(2) != nil, row.isNull(3) || row.exactText(3) != nil,
      let state = row.exactText(4).flatMap({ try? JSONText($0) })
    else { return nil }
    self.init(
      stream: stream, fold: fold, version: version, position: position, eventID: row.exactText(2),
      timestamp: row.exactText(3).flatMap { Timestamp(parsing: $0) }, state: state)
    guard row.exactInteger(5) == digest else { return nil }
  }

  /// A digest of the whole row; each text ends with a byte that no text holds.
  fileprivate var digest: Int {
    var digest = FNV1a()
    func add(_ bytes: some Sequence<UInt8>) {
      digest.add(bytes)
      digest.add(CollectionOfOne(0xFF))
    }
    add(stream.rawValue.utf8)
    add(fold.utf8)
    add("\(version) \(position)".utf8)
    // Nothing is another thing than an empty text.
    add(eventID.map { Array($0.utf8) } ?? [0xFE])
    add(timestamp.map { Array($0.rfc3339.utf8) } ?? [0xFE])
    add(state.bytes)
    return Int(truncatingIfNeeded: digest.value)
  }
}
