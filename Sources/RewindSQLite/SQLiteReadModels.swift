public import Rewind

/// Read models in an SQLite database, which other programs may read meanwhile.
///
///     let readModels = SQLiteReadModels(path: "bank/cache/readmodels.sqlite", locks: "bank/locks")
///
/// A projection's tables are called as it says and have its columns, the first being the primary key.
/// What a rebuild fills has ` (rebuild)` behind its name until the swap. Three more tables keep the
/// catalog: `_rewind_read_models` knows how far each copy is, `_rewind_dead_letters` holds the events
/// that were parked, `_rewind_definitions` the texts of the scripts that made the copies. SQLite keeps
/// names such as `sqlite_…` to itself: a projection's table of such a name, or of one of ours, gets a `_` in front.
///
/// One connection writes, one transaction at a time; others read, so that a long write keeps nobody
/// waiting. The file is made by the first write; before, there is no read model and that is no error.
public final class SQLiteReadModels: ReadModelStore {
  /// The folder of the locks; nil for a database that only this process has.
  let locks: String?
  let database: Database

  /// Read models in a file, which is opened when it is first needed and made when it is first
  /// written, with its folder.
  ///
  /// - Parameters:
  ///   - path: the database.
  ///   - locks: the folder of the locks by which a process owns a projection, made when needed.
  public convenience init(path: String, locks: String) {
    self.init(path: path, locks: locks, busyTimeout: 10_000)
  }

  /// - Parameter busyTimeout: how many milliseconds to wait for what other programs hold.
  init(path: String, locks: String?, busyTimeout: Int) {
    self.locks = locks
    database = Database(path, of: .readModels, busyTimeout: busyTimeout)
  }

  /// Read models in a temporary database, gone with the last reference.
  ///
  /// For a log that comes by standard input, or for the state at an earlier position. A lease is always
  /// given.
  ///
  /// - Throws: ``SQLiteError`` where there is no room for one.
  public static func temporary() throws -> SQLiteReadModels {
    let readModels = SQLiteReadModels(path: "", locks: nil, busyTimeout: 10_000)
    try readModels.database.writing { _ in }
    return readModels
  }
}
