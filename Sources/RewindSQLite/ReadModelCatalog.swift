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
        key TEXT, reason TEXT NOT NULL, has_failed INTEGER NOT NULL, keys TEXT,
        PRIMARY KEY (projection, copy, position)
      ) WITHOUT ROWID;
      """,
    remedy: "delete it, and make the read models anew from the log",
    addedTables: [.definitions], addedColumns: [faultCause, generation, .deadKeys],
    install: RowFilter.install)

  /// The tables with rows of copies: they go with their copy, and get its name where it is put in another's place.
  static let tablesOfCopies = [
    "_rewind_read_models", "_rewind_dead_letters", AddedTable.definitions.name,
  ]

  /// Why a fault stopped a copy; read models that were made before faults had causes have none.
  fileprivate static let faultCause = AddedColumn(
    table: "_rewind_read_models", name: "fault_cause", type: "TEXT")

  /// Which copy it is; read models that were made before a rebuild could run beside a follower have no number.
  fileprivate static let generation = AddedColumn(
    table: "_rewind_read_models", name: "generation", type: "INTEGER")
}

extension AddedColumn {
  /// The keys of events that go to several rows, as JSON; read models that were made before there were any have none.
  static let deadKeys = AddedColumn(table: "_rewind_dead_letters", name: "keys", type: "TEXT")
}

extension AddedTable {
  /// The texts of the definitions that made the copies, apart from the catalog's rows since these are written with each
  /// change; read models that were made before texts were kept have none.
  static let definitions = AddedTable(
    name: "_rewind_definitions",
    columns: """
      projection TEXT NOT NULL, copy TEXT NOT NULL, file TEXT NOT NULL, text TEXT NOT NULL,
      PRIMARY KEY (projection, copy)
      """)
}

// MARK: - Reading and writing the catalog

extension Connection {
  private static let columns = """
    projection, copy, fingerprint, position, line_digest, fault_position, fault_message, written_at, \
    tables
    """

  /// A query for the catalog's rows of copies, without the columns that a database does not have yet.
  private func catalogRows(_ condition: String = "") throws(SQLiteError) -> Statement {
    let own = kind.addedColumns.filter { $0.table == "_rewind_read_models" }
    let added = try own.map { column throws(SQLiteError) in
      try has(column) ? column.name : "NULL"
    }.joined(separator: ", ")
    return try catalog("SELECT \(Self.columns), \(added) FROM _rewind_read_models\(condition)")
  }

  /// What is known of a copy, save its text; nil where there is none.
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

  /// What is known of all copies of all projections, save the texts.
  func allStored() throws(SQLiteError) -> [StoredCopy] {
    let statement = try catalogRows()
    defer { statement.reset() }
    var copies: [StoredCopy] = []
    while try statement.step() { copies.append(try storedCopy(in: statement)) }
    return copies
  }

  /// The text of the definition that made a copy; nil where none is kept.
  func text(of stored: StoredCopy) throws(SQLiteError) -> DefinitionText? {
    let table = AddedTable.definitions.name
    guard try isTaken(table) else { return nil }
    let statement = try catalog(
      "SELECT file, text FROM \(table) WHERE projection = ?1 AND copy = ?2"
    ).bind(.text(stored.projection), .text(stored.copy.rawValue))
    defer { statement.reset() }
    guard try statement.step(), let file = statement.exactText(0),
      let text = statement.exactText(1)
    else { return nil }
    return DefinitionText(fileName: file, text: text)
  }

  /// Keeps the text of the definition that makes a copy which is begun.
  func keepText(of stored: StoredCopy) throws(SQLiteError) {
    guard let text = stored.header.text else { return }
    try catalog(
      "INSERT OR REPLACE INTO \(AddedTable.definitions.name) (projection, copy, file, text) VALUES (?,?,?,?)"
    ).bind(
      .text(stored.projection), .text(stored.copy.rawValue), .text(text.fileName), .text(text.text)
    ).run()
  }

  /// Notes a copy, save its text.
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
    for table in DatabaseKind.tablesOfCopies {
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
          "kind": .string(table.kind.rawValue), "columns": .array(table.columns.map(\.json)),
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
      let kind = self["kind"]?.string.flatMap(ReadModelTable.Kind.init)
    else { return nil }
    let columns = array.compactMap(\.readModelColumn)
    let names = Set(columns.map { SQLText.folded($0.name) })
    guard columns.count == array.count, names.count == columns.count,
      columns.count >= (kind == .outputs ? 2 : 1)
    else { return nil }
    return ReadModelTable(name: name, kind: kind, columns: columns)
  }

  private var readModelColumn: ReadModelColumn? {
    guard let name = self["name"]?.string,
      let content = self["content"]?.string.flatMap(ReadModelColumn.Content.init)
    else { return nil }
    if let member = self["member"]?.string {
      return ReadModelColumn(name: name, content: content, role: .member(member))
    }
    let role = ReadModelColumn.Role.named.first { $0.name == self["role"]?.string }?.role
    return ReadModelColumn(name: name, content: content, role: role ?? .value)
  }
}

extension ReadModelColumn {
  fileprivate var json: JSONValue {
    var json: JSONValue = ["name": .string(name), "content": .string(content.rawValue)]
    if case .member(let member) = role { json["member"] = .string(member) }
    if let name = Role.named.first(where: { $0.role == role })?.name {
      json["role"] = .string(name)
    }
    return json
  }
}

extension ReadModelColumn.Role {
  fileprivate static let named: [(name: String, role: Self)] = [
    ("json", .json), ("document", .document), ("last position", .lastPosition),
  ]
}
