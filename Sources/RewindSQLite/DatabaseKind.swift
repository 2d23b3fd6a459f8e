internal import Rewind

/// A kind of database of ours: what it holds, how it is told from others, and what errors say about it.
struct DatabaseKind: Sendable {
  /// What it holds.
  let contents: SQLiteError.Contents
  /// What tells it from other databases, kept in `PRAGMA application_id`.
  let applicationID: Int
  /// The format that this code knows, kept in `PRAGMA user_version`.
  let format: Int
  /// A table that each of them has.
  let table: String
  /// The statements that make the tables.
  let schema: String
  /// What can be done about a file that cannot be used.
  let remedy: String
  /// Tables that databases of the format may lack, since they were added to it; the next writer makes them.
  var addedTables: [AddedTable] = []
  /// Columns that databases of the format may lack, since they were added to it; the next writer adds them.
  var addedColumns: [AddedColumn] = []
  /// Gives a connection the functions that statements use.
  var install: @Sendable (Connection) throws(SQLiteError) -> Void = { _ in }
}

extension DatabaseKind {
  /// The error for a file that cannot be used; the remedy follows the reason.
  func useless(_ cause: SQLiteError.Cause, _ path: String, _ reason: String) -> SQLiteError {
    SQLiteError(cause, at: path, of: contents, reason + " " + remedy)
  }

  /// The error for a file that is damaged.
  func damaged(_ path: String, _ reason: String) -> SQLiteError {
    useless(.damaged, path, "is damaged (\(reason));")
  }
}

extension Connection {
  /// Whether the database is one of its kind, with its tables.
  ///
  /// - Throws: where it is another program's, or of a later version.
  func hasTables() throws(SQLiteError) -> Bool {
    let application = try integer("PRAGMA application_id")
    let version = try integer("PRAGMA user_version")
    guard application == kind.applicationID else {
      let tables = try integer("SELECT count(*) FROM sqlite_schema")
      if application == 0 && version == 0 && tables == 0 { return false }
      if try isTaken(kind.table) {
        throw kind.damaged(path, "its mark of a database of \(kind.contents) is gone")
      }
      throw SQLiteError(
        .foreign, at: path, of: kind.contents,
        "is another program's database; move it away, and \(kind.contents) can be kept there")
    }
    guard version > 0 else { throw kind.damaged(path, "there is no format \(version)") }
    guard version <= kind.format else {
      throw kind.useless(
        .tooNew, path,
        "was made by a later rewind (format \(version), this one knows \(kind.format)); "
          + "use that, or")
    }
    return true
  }

  /// Makes the tables where there are none, and adds the columns that they lack; in a transaction.
  func makeTables() throws(SQLiteError) {
    if try hasTables() {
      for column in kind.addedColumns { try add(column) }
    } else {
      try run(
        """
        \(kind.schema)
        PRAGMA application_id = \(kind.applicationID);
        PRAGMA user_version = \(kind.format);
        """)
    }
    for table in kind.addedTables where try !isTaken(table.name) { try run(table.creation) }
  }

  private func add(_ column: AddedColumn) throws(SQLiteError) {
    guard try !has(column) else { return }
    do throws(SQLiteError) {
      try run("ALTER TABLE \(column.table) ADD COLUMN \(column.name) \(column.type)")
    } catch {
      throw fitsNoTable ? kind.damaged(path, lastMessage) : error
    }
  }

  /// Whether the database has a column.
  func has(_ column: AddedColumn) throws(SQLiteError) -> Bool {
    let statement = try statement(
      "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2"
    ).bind(.text(column.table), .text(column.name))
    defer { statement.reset() }
    return try statement.step()
  }

  /// Whether there is a table, or something else, of a name.
  func isTaken(_ folded: String) throws(SQLiteError) -> Bool {
    let statement = try statement(
      "SELECT 1 FROM sqlite_schema WHERE name = ?1 COLLATE NOCASE LIMIT 1"
    ).bind(.text(folded))
    defer { statement.reset() }
    return try statement.step()
  }

  /// A statement about our own tables; where it does not fit them, they are damaged.
  func catalog(_ sql: String) throws(SQLiteError) -> Statement {
    do throws(SQLiteError) {
      return try statement(sql)
    } catch {
      throw fitsNoTable ? kind.damaged(path, lastMessage) : error
    }
  }
}
