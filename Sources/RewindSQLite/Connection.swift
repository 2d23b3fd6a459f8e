internal import CSQLite
internal import Platform
internal import Rewind

/// A connection to a database: for one thread at a time.
///
/// `@unchecked`: SQLite lets a connection go from thread to thread; ``Database`` sees to it that
/// no two have it at once.
final class Connection: @unchecked Sendable {
  /// What a connection is for.
  enum Purpose {
    /// Reads and writes; makes the file where there is none.
    case writing
    /// Only reads.
    case reading
    /// Only reads, in a folder that cannot be written, where SQLite cannot make its other files.
    case readingStill
  }

  let handle: OpaquePointer
  let path: String
  /// What the database is for.
  let kind: DatabaseKind
  /// Which file the path stood for when it was opened.
  let file: FileStatus.ID?
  let busyTimeout: Int
  private var statements: [String: Statement] = [:]

  /// Opens a database.
  ///
  /// - Parameters:
  ///   - path: where it is; empty for a private one that goes with the connection.
  ///   - kind: what it is for.
  ///   - busyTimeout: how many milliseconds to wait for what other programs hold.
  init(
    _ path: String, of kind: DatabaseKind, _ purpose: Purpose, busyTimeout: Int
  ) throws(SQLiteError) {
    let access =
      purpose == .writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
    let name = purpose == .readingStill ? SQLText.stillURI(path) : path
    let uri = purpose == .readingStill ? SQLITE_OPEN_URI : 0
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(name, &handle, access | uri | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      defer { sqlite3_close_v2(handle) }
      throw Self.failure(code, handle, path, kind, busyTimeout)
    }
    self.handle = handle
    self.path = path
    self.kind = kind
    self.busyTimeout = busyTimeout
    file = FileStatus.id(of: path)
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Int32(clamping: busyTimeout))
    _ = rewind_sqlite_close_quietly(handle)
  }

  deinit {
    statements = [:]
    sqlite3_close_v2(handle)
  }

  /// Runs statements that have no parameters.
  func run(_ sql: String) throws(SQLiteError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code) }
  }

  /// A statement, prepared when it is first asked for and kept, with no values bound.
  func statement(_ sql: String) throws(SQLiteError) -> Statement {
    if let statement = statements[sql] {
      statement.reset()
      return statement
    }
    // Every projection and sort order has its own; this is more than are in use at once.
    if statements.count >= 200 { statements = [:] }
    let statement = try Statement(sql, on: self)
    statements[sql] = statement
    return statement
  }

  /// The first column of a statement's first row, as a whole number; 0 where there is no row.
  func integer(_ sql: String) throws(SQLiteError) -> Int {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : 0
  }

  /// Does work in one transaction, and leaves nothing of it where it throws.
  ///
  /// - Throws: ``SQLiteError``, what the work throws.
  func transaction<Result>(
    _ begin: String = "BEGIN IMMEDIATE", _ work: () throws -> Result
  ) throws -> Result {
    try statement(begin).run()
    do {
      let result = try work()
      try statement("COMMIT").run()
      return result
    } catch {
      for statement in statements.values { statement.reset() }
      // SQLite has rolled back already after some failures.
      if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  /// What went wrong in the last call.
  func failure(_ code: Int32) -> SQLiteError {
    Self.failure(code, handle, path, kind, busyTimeout)
  }
}

extension SQLText {
  /// The name by which SQLite opens a file that is not written meanwhile.
  fileprivate static func stillURI(_ path: String) -> String {
    let bytes = path.utf8.flatMap { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2F
        ? [byte] : [0x25] + HexDigits.pair(of: byte)
    }
    return "file:" + String(decoding: bytes, as: UTF8.self) + "?immutable=1"
  }
}
