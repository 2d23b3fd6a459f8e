internal import CSQLite
internal import Rewind

extension DatabaseKind {
  /// Read models, with the tables that say which there are; marked `RWND`.
  static let readModels = DatabaseKind(
    contents: .readModels, applicationID: 0x5257_4E44, format: 1, table: "_rewind_read_models",
    schema: """
      CREATE TABLE _rewind_read_models (
        projection TEXT NOT NULL, copy TEXT NOT NULL, fingerprint TEXT NOT NULL,
        position INTEGER NOT NULL, line_digest TEXT NOT NULL,
        fault_position INTEGER, fault_message TEXT, written_at TEXT NOT NULL, tables TEXT NOT NULL,
        fault_cause TEXT, generation INTEGER,
        PRIMARY KEY (projection, copy)
      ) WITHOUT ROWID;
      CREATE TABLE _rewind_dead_letters (
        projection TEXT NOT NULL, copy TEXT NOT NULL, position INTEGER NOT NULL,
        key TEXT, reason TEXT NOT NULL, has_failed INTEGER NOT NULL,
        PRIMARY KEY (projection, copy, position)
      ) WITHOUT ROWID;
      """,
    remedy: "delete it, and make the read models anew from the log",
    addedColumns: [faultCause, generation], install: RowFilter.install)

  /// Why a fault stopped a copy; read models that were made before faults had causes have none.
  fileprivate static let faultCause = AddedColumn(
    table: "_rewind_read_models", name: "fault_cause", type: "TEXT")

  /// Which copy it is; read models that were made before a rebuild could run beside a follower have no number.
  fileprivate static let generation = AddedColumn(
    table: "_rewind_read_models", name: "generation", type: "INTEGER")
}

// MARK: - Reading and writing the catalog

extension Connection {
  private static let columns = """
    projection, copy, fingerprint, position, line_digest, fault_position, fault_message, written_at, \
    tables
    """

  /// A query for the catalog's rows of copies, without the columns that a database does not have yet.
  private func catalogRows(_ condition: String = "") throws(SQLiteError) -> Statement {
    let added = try kind.addedColumns.map { column throws(SQLiteError) in
      try has(column) ? column.name : "NULL"
    }.joined(separator: ", ")
    return try catalog("SELECT \(Self.columns), \(added) FROM _rewind_read_models\(condition)")
  }

  /// What is known of a copy; nil where there is none.
  func stored(_ projection: String, _ copy: ReadModelCopy) throws(SQLiteError) -> StoredCopy? {
    let statement = try catalogRows(" WHERE projection = ?1 AND copy = ?2")
      .bind(.text(projection), .text(copy.rawValue))
    defer { statement.reset() }
    return try statement.step() ? storedCopy(in: statement) : nil
  }

  /// Whether there is a copy.
  func has(_ projection: String, _ copy: ReadModelCopy) throws(SQLiteError) -> Bool {
    let statement = try catalog(
      "SELECT 1 FROM _rewind_read_models WHERE projection = ?1 AND copy = ?2"
    ).bind(.text(projection), .text(copy.rawValue))
    defer { statement.reset() }
    return try statement.step()
  }

  /// What is known of all copies of all projections.
  func allStored() throws(SQLiteError) -> [StoredCopy] {
    let statement = try catalogRows()
    defer { statement.reset() }
    var copies: [StoredCopy] = []
    while try statement.step() { copies.append(try storedCopy(in: statement)) }
    return copies
  }

  /// Notes a copy.
  func keep(_ stored: StoredCopy) throws(SQLiteError) {
    let header = stored.header
    try catalog(
      """
      INSERT OR REPLACE INTO _rewind_read_models (\(Self.columns), fault_cause, generation)
      VALUES (?,?,?,?,?,?,?,?,?,?,?)
      """
    ).bind(
      .text(stored.projection), .text(stored.copy.rawValue), .text(header.fingerprint),
      .integer(header.checkpoint.position), .text(header.checkpoint.lineDigest),
      header.fault.map { .integer($0.position) } ?? .null,
      header.fault.map { .text($0.message) } ?? .null,
      .text(header.writtenAt.rfc3339), .text(JSONValue(tables: stored.tables).text()),
      header.fault.map { .text($0.cause.rawValue) } ?? .null, .integer(header.generation)
    ).run()
  }

  /// Removes a copy from the catalog, with its tables and dead letters.
  func remove(_ stored: StoredCopy) throws(SQLiteError) {
    for name in stored.tableNames { try run("DROP TABLE IF EXISTS \(SQLText.quoted(name))") }
    for table in ["_rewind_read_models", "_rewind_dead_letters"] {
      try catalog("DELETE FROM \(table) WHERE projection = ?1 AND copy = ?2")
        .bind(.text(stored.projection), .text(stored.copy.rawValue)).run()
    }
  }

  /// The copy that a row of the catalog describes.
  private func storedCopy(in row: Statement) throws(SQLiteError) -> StoredCopy {
    if let copy = StoredCopy(row: row) { return copy }
    let name = row.text(0) ?? ""
    throw kind.damaged(path, "what _rewind_read_models says of \(name) makes no sense")
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

  /// The tables; nil where the value is damaged.
  var readModelTables: [ReadModelTable]? {
    guard let array, !array.isEmpty else { return nil }
    var tables: [ReadModelTable] = []
    for value in array {
      guard let table = value.readModelTable else { return nil }
      tables.append(table)
    }
    return tables
  }

  private var readModelTable: ReadModelTable? {
    guard let name = self["name"]?.string, let array = self["columns"]?.array, !array.isEmpty,
      let kind = Self.kinds.first(where: { $0.name == self["kind"]?.string })?.kind
    else { return nil }
    let columns = array.compactMap { column -> ReadModelColumn? in
      guard let name = column["name"]?.string,
        let content = ReadModelColumn.Content(rawValue: column["content"]?.string ?? "")
      else { return nil }
      return ReadModelColumn(name: name, content: content)
    }
    let names = Set(columns.map { SQLText.folded($0.name) })
    guard columns.count == array.count, names.count == columns.count else { return nil }
    return ReadModelTable(name: name, kind: kind, columns: columns)
  }

  private static let kinds: [(name: String, kind: ReadModelTable.Kind)] = [
    ("states", .states), ("entries", .entries),
  ]
}
