internal import CSQLite
internal import Rewind

/// The tables that say which read models there are.
enum Bookkeeping {
  /// The format of the bookkeeping that this code knows, kept in `PRAGMA user_version`.
  static let format = 1
  /// What tells a database of read models from others: `RWND`.
  static let applicationID = 0x5257_4E44

  /// Whether the database is one of ours, with its books.
  ///
  /// - Throws: where it is another program's, or of a later version.
  static func isThere(_ connection: Connection) throws(ReadModelError) -> Bool {
    let application = try connection.integer("PRAGMA application_id")
    let version = try connection.integer("PRAGMA user_version")
    guard application == applicationID else {
      let tables = try connection.integer("SELECT count(*) FROM sqlite_schema")
      if application == 0 && version == 0 && tables == 0 { return false }
      throw .database(
        path: connection.path,
        message: "is another program's database; move it away, and read models can be kept there")
    }
    guard version <= format else {
      throw .database(
        path: connection.path,
        message:
          "was made by a later rewind (format \(version), this one knows \(format)); use that, "
          + "or " + deletionAdvice)
    }
    return true
  }

  /// Makes the books where there are none; in a transaction.
  static func prepare(_ connection: Connection) throws(ReadModelError) {
    if try isThere(connection) { return }
    try connection.run(
      """
      CREATE TABLE _rewind_read_models (
        projection TEXT NOT NULL, copy TEXT NOT NULL, fingerprint TEXT NOT NULL,
        position INTEGER NOT NULL, line_digest TEXT NOT NULL,
        fault_position INTEGER, fault_message TEXT, written_at TEXT NOT NULL, tables TEXT NOT NULL,
        PRIMARY KEY (projection, copy)
      ) WITHOUT ROWID;
      CREATE TABLE _rewind_dead_letters (
        projection TEXT NOT NULL, copy TEXT NOT NULL, position INTEGER NOT NULL,
        key TEXT, reason TEXT NOT NULL, has_failed INTEGER NOT NULL,
        PRIMARY KEY (projection, copy, position)
      ) WITHOUT ROWID;
      PRAGMA application_id = \(applicationID);
      PRAGMA user_version = \(format);
      """)
  }
}

/// What the books say of one copy of a read model.
struct StoredCopy {
  var projection: String
  var copy: ReadModelCopy
  var header: ReadModelHeader
  /// The tables it was made with, which an older definition may have called differently.
  var tables: [ReadModelTable]

  /// The table that holds what a definition's table holds; nil where the copy has none such.
  func table(_ kind: ReadModelTable.Kind) -> ReadModelTable? {
    tables.first { $0.kind == kind }
  }

  /// The names of the tables in the database.
  var tableNames: [String] { tables.map { TableName.make($0.name, copy) } }
}

// MARK: - Reading and writing the books

extension Connection {
  private static let columns = """
    projection, copy, fingerprint, position, line_digest, fault_position, fault_message, written_at, \
    tables
    """

  /// What is known of a copy; nil where there is none.
  func stored(_ projection: String, _ copy: ReadModelCopy) throws(ReadModelError) -> StoredCopy? {
    let statement = try statement(
      "SELECT \(Self.columns) FROM _rewind_read_models WHERE projection = ?1 AND copy = ?2"
    ).with(.text(projection), .text(copy.rawValue))
    defer { statement.reset() }
    return try statement.step() ? StoredCopy(row: statement) : nil
  }

  /// Whether there is a copy.
  func has(_ projection: String, _ copy: ReadModelCopy) throws(ReadModelError) -> Bool {
    let statement = try statement(
      "SELECT 1 FROM _rewind_read_models WHERE projection = ?1 AND copy = ?2"
    ).with(.text(projection), .text(copy.rawValue))
    defer { statement.reset() }
    return try statement.step()
  }

  /// What is known of all copies of all projections.
  func allStored() throws(ReadModelError) -> [StoredCopy] {
    let statement = try statement("SELECT \(Self.columns) FROM _rewind_read_models")
    defer { statement.reset() }
    var copies: [StoredCopy] = []
    while try statement.step() {
      if let copy = StoredCopy(row: statement) { copies.append(copy) }
    }
    return copies
  }

  /// Notes a copy.
  func keep(_ stored: StoredCopy) throws(ReadModelError) {
    let header = stored.header
    try statement(
      "INSERT OR REPLACE INTO _rewind_read_models (\(Self.columns)) VALUES (?,?,?,?,?,?,?,?,?)"
    ).with(
      .text(stored.projection), .text(stored.copy.rawValue), .text(header.fingerprint),
      .integer(header.checkpoint.position), .text(header.checkpoint.lineDigest),
      header.fault.map { .integer($0.position) } ?? .null,
      header.fault.map { .text($0.message) } ?? .null,
      .text(header.writtenAt.rfc3339), .text(JSONValue(tables: stored.tables).text())
    ).run()
  }

  /// Strikes a copy from the books, with its tables and dead letters.
  func remove(_ stored: StoredCopy) throws(ReadModelError) {
    for name in stored.tableNames { try run("DROP TABLE IF EXISTS \(SQLText.quoted(name))") }
    for books in ["_rewind_read_models", "_rewind_dead_letters"] {
      try statement("DELETE FROM \(books) WHERE projection = ?1 AND copy = ?2")
        .with(.text(stored.projection), .text(stored.copy.rawValue)).run()
    }
  }
}

extension StoredCopy {
  fileprivate init?(row: Statement) {
    guard let projection = row.text(0), let copy = ReadModelCopy(rawValue: row.text(1) ?? "") else {
      return nil
    }
    let fault =
      row.isNull(5)
      ? nil : ProjectionFault(position: row.integer(5), message: row.text(6) ?? "")
    self.init(
      projection: projection, copy: copy,
      header: ReadModelHeader(
        fingerprint: row.text(2) ?? "",
        checkpoint: Checkpoint(position: row.integer(3), lineDigest: row.text(4) ?? ""),
        fault: fault,
        writtenAt: Timestamp(parsing: row.text(7) ?? "") ?? Timestamp(microseconds: 0)),
      tables: (try? JSONText(row.text(8) ?? ""))?.value.readModelTables ?? [])
  }
}

// MARK: - Tables as JSON

extension JSONValue {
  fileprivate init(tables: [ReadModelTable]) {
    self = .array(
      tables.map { table in
        [
          "name": .string(table.name),
          "kind": table.kind == .states ? "states" : "entries",
          "columns": .array(
            table.columns.map {
              ["name": .string($0.name), "content": .string($0.content.rawValue)]
            }),
        ]
      })
  }

  /// The tables; without those that nobody can have written.
  fileprivate var readModelTables: [ReadModelTable] {
    (array ?? []).compactMap { table in
      let columns = (table["columns"]?.array ?? []).compactMap { column -> ReadModelColumn? in
        guard let name = column["name"]?.string,
          let content = ReadModelColumn.Content(rawValue: column["content"]?.string ?? "")
        else { return nil }
        return ReadModelColumn(name: name, content: content)
      }
      let names = Set(columns.map { $0.name.lowercased() })
      guard let name = table["name"]?.string, !columns.isEmpty, names.count == columns.count else {
        return nil
      }
      return ReadModelTable(
        name: name, kind: table["kind"]?.string == "entries" ? .entries : .states,
        columns: columns)
    }
  }
}
