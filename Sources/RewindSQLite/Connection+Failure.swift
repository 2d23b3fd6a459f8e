internal import CSQLite
internal import Platform
internal import Rewind

extension Connection {
  /// What a result code of SQLite's means to a person, in one line.
  static func failure(
    _ code: Int32, _ handle: OpaquePointer?, _ path: String, _ kind: DatabaseKind, _ patience: Int
  ) -> ReadModelError {
    let name = path.isEmpty ? "temporary \(kind.contents)" : path
    let text = handle.map { String(cString: sqlite3_errmsg($0)) } ?? ""
    let number = handle.map { sqlite3_system_errno($0) } ?? 0
    let cause = number == 0 ? text : ErrorCode.text(of: number)
    if number == ErrorCode.tooManyOpenFiles {
      return .database(path: name, message: ReadModelError.tooManyOpenFiles)
    }
    switch code & 0xFF {
    case SQLITE_NOTADB: return kind.useless(name, "is no database;")
    case SQLITE_CORRUPT: return kind.damaged(name, text)
    case SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH:
      return .database(
        path: name, message: "\(text); somebody changed the tables?", call: kind.call)
    default: return .database(path: name, message: message(code, text, cause, kind, patience))
    }
  }

  /// Whether the last call failed because tables or columns are not what it was made for.
  var fitsNoTable: Bool { sqlite3_errcode(handle) & 0xFF == SQLITE_ERROR }

  /// What SQLite says of the last call.
  var lastMessage: String { String(cString: sqlite3_errmsg(handle)) }

  private static func message(
    _ code: Int32, _ text: String, _ cause: String, _ kind: DatabaseKind, _ patience: Int
  ) -> String {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      "locked by another program for \(seconds(patience)); end its transaction and try again"
    case SQLITE_FULL:
      "the disk is full; make room and try again; the \(kind.contents) are as they were"
    case SQLITE_READONLY, SQLITE_PERM:
      "cannot be written (\(text)); look at the rights of the file and its folder"
    case SQLITE_CANTOPEN:
      "cannot be opened (\(cause)); look at the rights of the file and its folder"
    case SQLITE_IOERR:
      "cannot be read or written (\(cause)); the \(kind.contents) are as they were"
    case SQLITE_TOOBIG: "a value is too large for SQLite (\(text))"
    default: text
    }
  }

  private static func seconds(_ milliseconds: Int) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}

extension ReadModelError {
  /// What to do where the process may open no more files.
  static let tooManyOpenFiles = "cannot be opened (Too many open files); allow more with ulimit -n"

  /// Makes a folder, and those above it, where they are missing.
  static func makeFolders(_ path: String) throws(ReadModelError) {
    do {
      try FileSystem.makeFolders(path)
    } catch {
      throw .database(
        path: error.path,
        message: "cannot be made (\(error.reason)); look at the rights of the folder above it")
    }
  }
}
