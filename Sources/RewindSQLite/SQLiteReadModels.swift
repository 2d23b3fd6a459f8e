internal import CSQLite
internal import Glibc
public import Rewind
internal import Synchronization

/// Read models in an SQLite database, which anybody may read meanwhile.
///
///     let readModels = SQLiteReadModels(path: "bank/cache/readmodels.sqlite", locks: "bank/locks")
///
/// A projection's tables are called as it says and have its columns, the first being the primary key.
/// What a rebuild fills has ` (rebuild)` behind its name until the swap. Two more tables keep the
/// books: `_rewind_read_models` knows how far each copy is, `_rewind_dead_letters` holds the events
/// that were parked. SQLite lets nobody call a table `sqlite_…`: a projection's table of such a name,
/// or of one of ours, gets a `_` in front.
///
/// One connection writes, one transaction at a time; others read, so that a long write keeps nobody
/// waiting. The file is made by the first write; before, there is no read model and that is no error.
public final class SQLiteReadModels: ReadModelStore {
  /// Where the database is; empty for a temporary one.
  let path: String
  /// The folder of the locks; nil where nobody else can come to the database.
  let locks: String?
  private let patience: Int
  private let writer = Mutex<Connection?>(nil)
  private let readers = Mutex<[Connection]>([])

  /// Read models in a file, which is opened when it is first needed and made when it is first
  /// written, with its folder.
  ///
  /// - Parameters:
  ///   - path: the database.
  ///   - locks: the folder of the locks by which a process owns a projection, made when needed.
  public convenience init(path: String, locks: String) {
    self.init(path: path, locks: locks, patience: 10_000)
  }

  /// - Parameter patience: how many milliseconds to wait for what other programs hold.
  init(path: String, locks: String?, patience: Int) {
    self.path = path
    self.locks = locks
    self.patience = patience
  }

  /// Read models of their own that nobody else sees, gone with the last reference.
  ///
  /// They are of a log that comes by standard input, or as of an earlier position. Whoever asks owns
  /// every projection.
  ///
  /// - Throws: ``ReadModelError`` where there is no room for one.
  public static func temporary() throws -> SQLiteReadModels {
    let readModels = SQLiteReadModels(path: "", locks: nil, patience: 10_000)
    try readModels.writing { _ throws(ReadModelError) in }
    return readModels
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
}

// MARK: - Connections

extension SQLiteReadModels {
  /// How many connections wait for the next reader at most.
  private static let idleReaders = 4

  /// Does work with the connection that writes, in one transaction.
  func writing<Result>(
    _ work: (Connection) throws(ReadModelError) -> Result
  ) throws(ReadModelError) -> Result {
    // Not the lock's own result, which would have to be `Sendable`.
    var result: Result?
    try writer.withLock { writer throws(ReadModelError) in
      // Deleted meanwhile, as a cache may be: what would be written is seen by nobody.
      if let open = writer, !isTemporary, FileIdentity(of: path) != open.file { writer = nil }
      let connection = if let writer { writer } else { try openForWriting() }
      writer = connection
      result = try connection.transaction { () throws(ReadModelError) in
        try Bookkeeping.prepare(connection)
        return try work(connection)
      }
    }
    return result!
  }

  /// Does work with a connection that reads, in one transaction: it sees one state of the database.
  ///
  /// - Returns: nil where there is no database yet.
  func reading<Result>(
    _ work: (Connection) throws(ReadModelError) -> Result
  ) throws(ReadModelError) -> Result? {
    if isTemporary {
      return try writing(work)
    }
    guard let file = FileIdentity(of: path) else { return nil }
    let idle = readers.withLock { readers in
      readers.removeAll { $0.file != file }
      return readers.popLast()
    }
    let connection = if let idle { idle } else { try openForReading() }
    let result = try connection.transaction("BEGIN") { () throws(ReadModelError) -> Result? in
      try Bookkeeping.isThere(connection) ? try work(connection) : nil
    }
    readers.withLock { readers in
      if readers.count < Self.idleReaders { readers.append(connection) }
    }
    return result
  }

  private func openForWriting() throws(ReadModelError) -> Connection {
    if !isTemporary { try Folder.make(above: path) }
    let connection = try Connection(path, .writing, patience: patience)
    // Before anything is written: the file may be another program's. In one transaction: another
    // process may be making it.
    _ = try connection.transaction("BEGIN") { () throws(ReadModelError) in
      try Bookkeeping.isThere(connection)
    }
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
    try RowFilter.install(on: connection)
    return connection
  }

  private func openForReading() throws(ReadModelError) -> Connection {
    let connection = try Connection(path, .reading, patience: patience)
    do {
      _ = try connection.integer("PRAGMA application_id")
    } catch {
      // Where the folder cannot be written and nobody has the database open, SQLite cannot make the
      // file of its write-ahead log, and there is nothing in it to be missed.
      guard connection.lacksCompanions, FileIdentity(of: path + "-wal") == nil else { throw error }
      return try prepared(Connection(path, .readingStill, patience: patience))
    }
    return try prepared(connection)
  }

  private func prepared(_ connection: Connection) throws(ReadModelError) -> Connection {
    try connection.run("PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384")
    try RowFilter.install(on: connection)
    return connection
  }
}

extension Connection {
  /// Puts what the write-ahead log holds into the database, as far as no other program reads it now, and
  /// without keeping any from it; what fails is done by the next writer.
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
  fileprivate func useWriteAheadLog() throws(ReadModelError) {
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
        guard sqlite3_errcode(handle) & 0xFF == SQLITE_BUSY, waited < patience else { throw error }
        usleep(5_000)
        waited += 5
      }
    }
  }
}

/// Folders that are made when something is first put in them.
enum Folder {
  /// Makes the folder of a file, and those above it.
  static func make(above path: String) throws(ReadModelError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    try make(String(path[..<slash]))
  }

  /// Makes a folder, and those above it, where it is not there.
  static func make(_ path: String) throws(ReadModelError) {
    guard FileIdentity(of: path) == nil, !path.isEmpty else { return }
    try make(above: path)
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      let cause = String(cString: strerror(errno))
      throw .database(
        path: path, message: "cannot be made (\(cause)); look at the rights of the folder above it")
    }
  }
}
