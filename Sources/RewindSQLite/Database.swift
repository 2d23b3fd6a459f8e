internal import CSQLite
internal import Platform
internal import Rewind
internal import Synchronization

/// A database with one connection that writes, one transaction at a time, and others that read, so that
/// no reader waits for a long write.
///
/// The file is opened when it is first needed and made when it is first written, with its folder. It may
/// be deleted at any time: the next write makes it anew.
final class Database: Sendable {
  /// How many connections wait for the next reader at most.
  private static let idleReaders = 4

  private let path: String
  private let kind: DatabaseKind
  private let busyTimeout: Int
  private let writer = Mutex<Connection?>(nil)
  private let readers = Mutex<[Connection]>([])

  /// - Parameters:
  ///   - path: where it is; empty for a temporary one.
  ///   - busyTimeout: how many milliseconds to wait for what other programs hold.
  init(_ path: String, of kind: DatabaseKind, busyTimeout: Int) {
    self.path = path
    self.kind = kind
    self.busyTimeout = busyTimeout
  }

  deinit {
    // No reader of ours is left that would need what the log holds beside the database.
    readers.withLock { $0 = [] }
    writer.withLock { writer in
      if !isTemporary { writer?.writeLogBack() }
      writer = nil
    }
  }

  private var isTemporary: Bool { path.isEmpty }

  /// Does work with the connection that writes, in one transaction.
  ///
  /// - Throws: ``SQLiteError``, what the work throws.
  func writing<Result>(_ work: (Connection) throws -> Result) throws -> Result {
    // Not the lock's own result, which would have to be `Sendable`.
    var result: Result?
    try writer.withLock { writer in
      // Deleted meanwhile, as a cache may be: what would be written could not be read.
      if let open = writer, !isTemporary, FileStatus.id(of: path) != open.file { writer = nil }
      let connection = if let writer { writer } else { try openForWriting() }
      writer = connection
      result = try connection.transaction {
        try connection.makeTables()
        return try work(connection)
      }
    }
    return result!
  }

  /// Does work with a connection that reads, in one transaction: it sees one state of the database.
  ///
  /// - Returns: nil where there is no database yet.
  /// - Throws: ``SQLiteError``, what the work throws.
  func reading<Result>(_ work: (Connection) throws -> Result) throws -> Result? {
    if isTemporary {
      return try writing(work)
    }
    guard let file = FileStatus.id(of: path) else { return nil }
    let idle = readers.withLock { readers in
      readers.removeAll { $0.file != file }
      return readers.popLast()
    }
    let connection = if let idle { idle } else { try openForReading() }
    let result = try connection.transaction("BEGIN") { () -> Result? in
      try connection.hasTables() ? try work(connection) : nil
    }
    readers.withLock { readers in
      if readers.count < Self.idleReaders { readers.append(connection) }
    }
    return result
  }
}

// MARK: - Opening

extension Database {
  private func openForWriting() throws -> Connection {
    if !isTemporary {
      try SQLiteError.makeFolders(FileSystem.folder(of: path), of: kind.contents)
    }
    let connection = try open(.writing)
    // Before anything is written: the file may be another program's. In one transaction: another
    // process may be making it.
    _ = try connection.transaction("BEGIN") { try connection.hasTables() }
    if isTemporary {
      try connection.run("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
    } else {
      try connection.useWriteAheadLog()
    }
    try connection.run(
      """
      PRAGMA cache_size = -32768; PRAGMA secure_delete = OFF; PRAGMA cell_size_check = ON;
      PRAGMA legacy_alter_table = ON; PRAGMA recursive_triggers = OFF; PRAGMA foreign_keys = OFF
      """)
    try kind.install(connection)
    return connection
  }

  private func openForReading() throws(SQLiteError) -> Connection {
    let connection = try open(.reading)
    do {
      _ = try connection.integer("PRAGMA application_id")
    } catch {
      // Where the folder cannot be written and no program has the database open, SQLite cannot make the
      // file of its write-ahead log, and there is nothing in it to be missed.
      guard connection.lacksCompanions, FileStatus.id(of: path + "-wal") == nil else { throw error }
      return try prepared(open(.readingStill))
    }
    return try prepared(connection)
  }

  private func open(_ purpose: Connection.Purpose) throws(SQLiteError) -> Connection {
    try Connection(path, of: kind, purpose, busyTimeout: busyTimeout)
  }

  private func prepared(_ connection: Connection) throws(SQLiteError) -> Connection {
    try connection.run("PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384")
    try kind.install(connection)
    return connection
  }
}

extension Connection {
  /// Puts what the write-ahead log holds into the database, as far as no other program reads it now, and
  /// without making any wait; where it fails, the next writer does it.
  fileprivate func writeLogBack() {
    _ = try? run("PRAGMA wal_checkpoint(PASSIVE)")
  }

  /// Whether the last call failed because the files beside the database could not be made.
  fileprivate var lacksCompanions: Bool {
    [SQLITE_CANTOPEN, SQLITE_READONLY].contains(sqlite3_errcode(handle) & 0xFF)
  }

  /// Lets readers read while this connection writes.
  ///
  /// SQLite does not wait by itself where another connection is at the same: it is asked again.
  fileprivate func useWriteAheadLog() throws(SQLiteError) {
    var waited = 0
    while true {
      do {
        try run(
          """
          PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
          PRAGMA journal_size_limit = 67108864
          """)
        return
      } catch {
        guard sqlite3_errcode(handle) & 0xFF == SQLITE_BUSY, waited < busyTimeout else {
          throw error
        }
        SystemClock.pause(microseconds: 5_000)
        waited += 5
      }
    }
  }
}
