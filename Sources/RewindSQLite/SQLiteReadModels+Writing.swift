public import Rewind

extension SQLiteReadModels {
  /// Makes a copy anew, with no rows; what was there of it goes.
  ///
  /// - Throws: ``SQLiteError``, also where the database has a table of that name that the projection
  ///   did not make: another projection's, or another program's.
  public func begin(
    _ definition: ProjectionDefinition, _ copy: ReadModelCopy, header: ReadModelHeader
  ) throws {
    try database.writing { connection in
      try connection.checkNames(of: definition)
      if let old = try connection.stored(definition.name, copy) { try connection.remove(old) }
      let new = StoredCopy(
        projection: definition.name, copy: copy, header: header, tables: definition.tables)
      for table in definition.tables { try connection.create(table, copy, header.generation) }
      try connection.keep(new)
      try connection.keepText(of: new)
    }
  }

  /// Writes changes and the checkpoint after them, in one transaction.
  ///
  /// - Parameters:
  ///   - header: what is known of the copy after the changes.
  ///   - definition: the projection whose read model it is.
  ///   - copy: which copy to write.
  ///   - changes: called once in the transaction, with a function that puts some of the changes in their place;
  ///     rows are best in the order of their keys.
  /// - Throws: `ReadModelError.notBuilt` or `ReadModelError.noShadow` where the copy is not there,
  ///   `ReadModelError.replaced` where it is of another generation than the header, ``SQLiteError``, what `changes` throws; the copy is then as it was.
  public func write(
    _ header: ReadModelHeader, of definition: ProjectionDefinition, _ copy: ReadModelCopy,
    _ changes: (_ put: (ReadModelChanges) throws -> Void) throws -> Void
  ) throws {
    try database.writing { connection in
      guard var stored = try connection.stored(definition.name, copy) else {
        throw ReadModelError.missing(definition.name, copy)
      }
      guard stored.header.generation == header.generation else {
        throw ReadModelError.replaced(projection: definition.name)
      }
      try changes { try connection.put($0, of: definition, into: &stored) }
      stored.header = header
      try connection.keep(stored)
    }
  }
}

extension ReadModelError {
  /// The error for a copy that is not there.
  static func missing(_ projection: String, _ copy: ReadModelCopy) -> ReadModelError {
    copy == .live ? .notBuilt(projection: projection) : .noShadow(projection: projection)
  }
}

// MARK: - Rows

extension Connection {
  /// Puts changes of a copy in their place, in a transaction.
  func put(
    _ changes: ReadModelChanges, of definition: ProjectionDefinition, into stored: inout StoredCopy
  ) throws(SQLiteError) {
    let copy = stored.copy
    try put(changes.states, in: definition.states, &stored)
    if let table = definition.shared, let values = changes.shared {
      try put([.init(key: ReadModelTable.sharedKey, values: values)], in: table, &stored)
    }
    if let entries = definition.entries { try add(changes.entries, to: entries, copy) }
    try unpark(changes.unparked, of: definition.name, copy)
    try park(changes.parked, of: definition.name, copy)
  }

  fileprivate func create(
    _ table: ReadModelTable, _ copy: ReadModelCopy, _ generation: Int
  ) throws(SQLiteError) {
    let name = SQLText.quoted(TableName.make(table.name, copy))
    try run("CREATE TABLE \(name) (\n  \(Self.columns(of: table))")
    for index in table.indexes {
      // It keeps its name when a table gets another, so that each copy needs names of its own.
      let words = ["_rewind", table.name] + index.columns + [String(generation, radix: 36)]
      let columns = index.columns.map(SQLText.quoted).joined(separator: ", ")
      try run(
        "CREATE INDEX \(SQLText.quoted(words.joined(separator: "_"))) ON \(name) (\(columns))")
    }
  }

  /// The columns of a table and its key, as SQL; a position alone is the number that SQLite knows a row by anyway.
  private static func columns(of table: ReadModelTable) -> String {
    let columns = table.columns.map { SQLText.quoted($0.name) + " " + $0.content.rawValue }
    if table.kind == .entries {
      return ([columns[0] + " PRIMARY KEY"] + columns.dropFirst()).joined(separator: ",\n  ")
        + "\n)"
    }
    let keys = columns.prefix(table.keyCount).map { $0 + " NOT NULL" }
    let names = table.columns.prefix(table.keyCount).map { SQLText.quoted($0.name) }
    let all = keys + columns.dropFirst(table.keyCount)
    return all.joined(separator: ",\n  ")
      + ",\n  PRIMARY KEY (\(names.joined(separator: ", ")))\n) WITHOUT ROWID"
  }

  fileprivate func put(
    _ states: [ReadModelChanges.State], in table: ReadModelTable, _ stored: inout StoredCopy
  ) throws(SQLiteError) {
    guard !states.isEmpty else { return }
    let copy = stored.copy
    if let document = table.document,
      let place = stored.tables.firstIndex(where: { $0.kind == table.kind })
    {
      let documents = states.lazy.compactMap { $0.document(document) }
      try addMembers(of: documents, to: &stored.tables[place], copy)
    }
    let kept = states.filter { $0.values != nil }
    try insert(kept, into: table, copy) { (.text($0.key), $0.values ?? []) }
    let name = SQLText.quoted(TableName.make(table.name, copy))
    let delete = try statement(
      "DELETE FROM \(name) WHERE \(SQLText.quoted(table.columns[0].name)) = ?1")
    for state in states where state.values == nil { try delete.run(.text(state.key), []) }
    delete.reset()
  }

  fileprivate func add(
    _ entries: [ReadModelChanges.Entry], to table: ReadModelTable, _ copy: ReadModelCopy
  ) throws(SQLiteError) {
    try insert(entries, into: table, copy) { (.integer($0.position), $0.values) }
  }

  /// So many values go into one statement: the rows that they make cost half of what each would alone.
  private static let valuesAtOnce = 256

  /// Inserts rows, given as their key and the other values, many at a time.
  private func insert<Row>(
    _ rows: [Row], into table: ReadModelTable, _ copy: ReadModelCopy,
    _ values: (Row) -> (key: ReadModelValue, others: [ReadModelValue])
  ) throws(SQLiteError) {
    let size = max(1, Self.valuesAtOnce / table.columns.count)
    for (size, rows) in [
      (size, rows[..<(rows.count / size * size)]), (1, rows[(rows.count / size * size)...]),
    ] where !rows.isEmpty {
      let insertion = try statement(insertion(table, copy, rows: size))
      for start in stride(from: rows.startIndex, to: rows.endIndex, by: size) {
        let rows = rows[start..<start + size].map(values)
        for row in rows { try check(row.key, row.others, in: table) }
        try insertion.run(rows)
      }
      insertion.reset()
    }
  }

  private func insertion(
    _ table: ReadModelTable, _ copy: ReadModelCopy, rows: Int
  ) -> String {
    let columns = table.columns.map { SQLText.quoted($0.name) }.joined(separator: ", ")
    let row = "(" + table.columns.map { _ in "?" }.joined(separator: ", ") + ")"
    let values = Array(repeating: row, count: rows).joined(separator: ", ")
    let name = SQLText.quoted(TableName.make(table.name, copy))
    return "INSERT OR REPLACE INTO \(name) (\(columns)) VALUES \(values)"
  }

  private func check(
    _ key: ReadModelValue, _ others: [ReadModelValue], in table: ReadModelTable
  ) throws(SQLiteError) {
    if others.count == table.columns.count - 1 { return }
    throw SQLiteError(
      .invalidProjection, at: path, of: kind.contents,
      "the row \(key) of \(table.name) has \(others.count) values for "
        + "\(table.columns.count - 1) columns; a row must always map the same ones")
  }
}

extension ReadModelChanges.State {
  /// The text of the column of a number.
  fileprivate func document(_ column: Int) -> String? {
    guard let values, column <= values.count, case .text(let text) = values[column - 1] else {
      return nil
    }
    return text
  }
}

// MARK: - Dead letters

extension DeadLetter {
  /// The keys as JSON, where they are several.
  fileprivate var severalKeys: ReadModelValue {
    keys.count < 2 ? .null : .text(JSONValue.array(keys.map(JSONValue.string)).text())
  }
}

extension Connection {
  fileprivate func park(
    _ letters: [DeadLetter], of projection: String, _ copy: ReadModelCopy
  ) throws(SQLiteError) {
    guard !letters.isEmpty else { return }
    let insert = try catalog(
      """
      INSERT OR REPLACE INTO _rewind_dead_letters
        (projection, copy, position, key, reason, has_failed, keys) VALUES (?,?,?,?,?,?,?)
      """)
    for letter in letters {
      try insert.run(
        .text(projection),
        [
          .text(copy.rawValue), .integer(letter.position),
          letter.keys.count == 1 ? .text(letter.keys[0]) : .null, .text(letter.reason),
          .integer(letter.hasFailed ? 1 : 0), letter.severalKeys,
        ])
    }
    insert.reset()
  }

  fileprivate func unpark(
    _ positions: [Int], of projection: String, _ copy: ReadModelCopy
  ) throws(SQLiteError) {
    guard !positions.isEmpty else { return }
    let delete = try catalog(
      "DELETE FROM _rewind_dead_letters WHERE projection = ? AND copy = ? AND position = ?")
    for position in positions {
      try delete.run(.text(projection), [.text(copy.rawValue), .integer(position)])
    }
    delete.reset()
  }
}
