internal import CSQLite
internal import Platform
internal import Rewind

extension Connection {
  /// The error for a result code of SQLite, with one line for people.
  static func failure(
    _ code: Int32, _ handle: OpaquePointer?, _ path: String, _ kind: DatabaseKind,
    _ busyTimeout: Int
  ) -> SQLiteError {
    let name = path.isEmpty ? "temporary \(kind.contents)" : path
    let text = handle.map { String(cString: sqlite3_errmsg($0)) } ?? ""
    let number = handle.map { sqlite3_system_errno($0) } ?? 0
    let reason = number == 0 ? text : ErrorCode.text(of: number)
    func error(_ cause: SQLiteError.Cause, _ message: String) -> SQLiteError {
      SQLiteError(cause, at: name, of: kind.contents, message)
    }
    if number == ErrorCode.tooManyOpenFiles {
      return error(.inaccessible, SQLiteError.tooManyOpenFiles)
    }
    switch code & 0xFF {
    case SQLITE_NOTADB: return kind.useless(.damaged, name, "is no database;")
    case SQLITE_CORRUPT: return kind.damaged(name, text)
    case SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH:
      return error(.tablesChanged, "\(text); somebody changed the tables?")
    case SQLITE_BUSY, SQLITE_LOCKED:
      let time = seconds(busyTimeout)
      return error(
        .locked, "locked by another program for \(time); end its transaction and try again")
    case SQLITE_FULL:
      return error(
        .full, "the disk is full; make room and try again; the \(kind.contents) are as they were")
    case SQLITE_READONLY, SQLITE_PERM:
      return error(
        .inaccessible, "cannot be written (\(text)); look at the rights of the file and its folder")
    case SQLITE_CANTOPEN:
      return error(
        .inaccessible, "cannot be opened (\(reason)); look at the rights of the file and its folder"
      )
    case SQLITE_IOERR:
      return error(
        .inaccessible,
        "cannot be read or written (\(reason)); the \(kind.contents) are as they were")
    case SQLITE_TOOBIG: return error(.other, "a value is too large for SQLite (\(text))")
    default: return error(.other, text)
    }
  }

  /// Whether the last call failed because tables or columns are not what it was made for.
  var fitsNoTable: Bool { sqlite3_errcode(handle) & 0xFF == SQLITE_ERROR }

  /// What SQLite says of the last call.
  var lastMessage: String { String(cString: sqlite3_errmsg(handle)) }

  private static func seconds(_ milliseconds: Int) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}

extension SQLiteError {
  /// What to do where the process may open no more files.
  static let tooManyOpenFiles = "cannot be opened (Too many open files); allow more with ulimit -n"

  /// Makes the folder of a database or of locks, and those above it, where they are missing.
  static func makeFolders(_ path: String, of contents: Contents) throws(SQLiteError) {
    do {
      try FileSystem.makeFolders(path)
    } catch {
      throw SQLiteError(
        .inaccessible, at: error.path, of: contents,
        "cannot be made (\(error.reason)); look at the rights of the folder above it")
    }
  }
}
