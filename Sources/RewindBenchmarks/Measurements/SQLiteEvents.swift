internal import CSQLite
internal import Rewind

/// An event store as one would make it of SQLite: a table of events, one transaction for each append.
actor SQLiteEvents {
  private let database: OpaquePointer
  private var begin: OpaquePointer?
  private var commit: OpaquePointer?
  private var rollback: OpaquePointer?
  private var lastVersion: OpaquePointer?
  private var insert: OpaquePointer?

  /// Makes a database, in WAL mode.
  ///
  /// - Parameter synchronous: what SQLite calls `FULL`, `NORMAL` or `OFF`.
  init(at path: String, synchronous: String) throws(BenchError) {
    var database: OpaquePointer?
    guard sqlite3_open(path, &database) == SQLITE_OK, let database else {
      throw BenchError("SQLite cannot open \(path)")
    }
    self.database = database
    try Self.check(
      sqlite3_exec(
        database,
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = \(synchronous);
        CREATE TABLE events (
          position INTEGER PRIMARY KEY, stream_id TEXT NOT NULL, version INTEGER NOT NULL,
          type TEXT NOT NULL, id BLOB NOT NULL, timestamp INTEGER NOT NULL, data TEXT NOT NULL,
          metadata TEXT, UNIQUE (stream_id, version));
        """, nil, nil, nil), database)
    begin = try Self.prepare("BEGIN IMMEDIATE", database)
    commit = try Self.prepare("COMMIT", database)
    rollback = try Self.prepare("ROLLBACK", database)
    lastVersion = try Self.prepare(
      "SELECT max(version) FROM events WHERE stream_id = ?1", database)
    insert = try Self.prepare(
      """
      INSERT INTO events (stream_id, version, type, id, timestamp, data, metadata)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """, database)
  }

  isolated deinit {
    for statement in [begin, commit, rollback, lastVersion, insert] { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  /// Appends events to a stream that must be at a version.
  func append(_ events: [NewEvent], to stream: StreamName, at version: Int) throws(BenchError) {
    try run(begin)
    guard try self.version(of: stream) == version else {
      try run(rollback)
      throw BenchError("SQLite: the stream \(stream) is at another version")
    }
    bind(stream.rawValue, at: 1)
    sqlite3_bind_int64(insert, 5, Timestamp.now().microseconds)
    for (offset, event) in events.enumerated() {
      sqlite3_bind_int64(insert, 2, Int64(version + 1 + offset))
      bind(event.type, at: 3)
      var id = event.id
      withUnsafeBytes(of: &id) {
        _ = sqlite3_bind_blob(insert, 4, $0.baseAddress, Int32($0.count), transient)
      }
      bind(event.data, at: 6)
      if let metadata = event.metadata { bind(metadata, at: 7) }
      try run(insert)
    }
    try run(commit)
  }

  private func version(of stream: StreamName) throws(BenchError) -> Int {
    sqlite3_bind_text(lastVersion, 1, stream.rawValue, -1, transient)
    defer { sqlite3_reset(lastVersion) }
    guard sqlite3_step(lastVersion) == SQLITE_ROW else { throw BenchError("SQLite: no version") }
    return Int(sqlite3_column_int64(lastVersion, 0))
  }

  /// What SQLite calls SQLITE_TRANSIENT, a macro that Swift does not see: it copies what is bound.
  private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private func bind(_ text: String, at index: Int32) {
    sqlite3_bind_text(insert, index, text, -1, transient)
  }

  private func bind(_ text: JSONText, at index: Int32) {
    text.bytes.withUnsafeBytes { bytes in
      _ = sqlite3_bind_text64(
        insert, index, bytes.baseAddress, UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
    }
  }

  private func run(_ statement: OpaquePointer?) throws(BenchError) {
    defer { sqlite3_reset(statement) }
    let code = sqlite3_step(statement)
    if code != SQLITE_DONE { try Self.check(code, database) }
  }

  private static func prepare(
    _ sql: String, _ database: OpaquePointer
  ) throws(BenchError) -> OpaquePointer? {
    var statement: OpaquePointer?
    try check(
      sqlite3_prepare_v3(
        database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil), database)
    return statement
  }

  private static func check(_ code: Int32, _ database: OpaquePointer) throws(BenchError) {
    guard code != SQLITE_OK else { return }
    throw BenchError("SQLite: \(String(cString: sqlite3_errmsg(database)))")
  }
}
