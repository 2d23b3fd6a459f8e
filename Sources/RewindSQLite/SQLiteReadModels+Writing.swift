public import Rewind

extension SQLiteReadModels {
  /// Makes a copy anew, with no rows; what was there of it goes.
  ///
  /// - Throws: ``ReadModelError``, also where a table of the name is there that the projection did not
  ///   make, be it another projection's or somebody's own.
  public func begin(
    _ definition: ProjectionDefinition, _ copy: ReadModelCopy, header: ReadModelHeader
  ) throws {
    try writing { connection throws(ReadModelError) in
      try connection.checkNames(of: definition)
      if let old = try connection.stored(definition.name, copy) { try connection.remove(old) }
      let new = StoredCopy(
        projection: definition.name, copy: copy, header: header, tables: definition.tables)
      for table in definition.tables { try connection.create(table, copy) }
      try connection.keep(new)
    }
  }

  /// Writes changes and the place they lead to, in one transaction.
  ///
  /// - Throws: ``ReadModelError``; the copy is then as it was.
  public func write(
    _ changes: ReadModelChanges, header: ReadModelHeader, of definition: ProjectionDefinition,
    _ copy: ReadModelCopy
  ) throws {
    try writing { connection throws(ReadModelError) in
      guard var stored = try connection.stored(definition.name, copy) else {
        throw .missing(definition.name, copy)
      }
      try connection.put(changes.states, in: definition.states, copy)
      if let entries = definition.entries {
        try connection.add(changes.entries, to: entries, copy)
      }
      try connection.unpark(changes.unparked, of: definition.name, copy)
      try connection.park(changes.parked, of: definition.name, copy)
      stored.header = header
      try connection.keep(stored)
    }
  }
}

extension ReadModelError {
  /// A copy is asked for that is not there.
  static func missing(_ projection: String, _ copy: ReadModelCopy) -> ReadModelError {
    copy == .live ? .notBuilt(projection: projection) : .noShadow(projection: projection)
  }
}

// MARK: - Rows

extension Connection {
  fileprivate func create(
    _ table: ReadModelTable, _ copy: ReadModelCopy
  ) throws(ReadModelError) {
    let columns = table.columns.map { SQLText.quoted($0.name) + " " + $0.content.rawValue }
    let others = columns.dropFirst().map { ",\n  " + $0 }.joined()
    let key = columns[0] + " PRIMARY KEY" + (table.kind == .states ? " NOT NULL" : "")
    let name = SQLText.quoted(TableName.make(table.name, copy))
    let rows = table.kind == .states ? " WITHOUT ROWID" : ""
    try run("CREATE TABLE \(name) (\n  \(key)\(others)\n)\(rows)")
  }

  fileprivate func put(
    _ states: [ReadModelChanges.State], in table: ReadModelTable, _ copy: ReadModelCopy
  ) throws(ReadModelError) {
    guard !states.isEmpty else { return }
    let upsert = try statement(insertion(table, copy))
    let name = SQLText.quoted(TableName.make(table.name, copy))
    let delete = try statement(
      "DELETE FROM \(name) WHERE \(SQLText.quoted(table.columns[0].name)) = ?1")
    for index in KeyOrder.indices(of: states) {
      let state = states[index]
      if let values = state.values {
        try check(values, of: state.key, in: table)
        try upsert.run(.text(state.key), values)
      } else {
        try delete.run(.text(state.key), [])
      }
    }
    upsert.reset()
    delete.reset()
  }

  fileprivate func add(
    _ entries: [ReadModelChanges.Entry], to table: ReadModelTable, _ copy: ReadModelCopy
  ) throws(ReadModelError) {
    guard !entries.isEmpty else { return }
    let insert = try statement(insertion(table, copy))
    for entry in entries {
      try check(entry.values, of: "@\(entry.position)", in: table)
      try insert.run(.integer(entry.position), entry.values)
    }
    insert.reset()
  }

  private func insertion(_ table: ReadModelTable, _ copy: ReadModelCopy) -> String {
    let columns = table.columns.map { SQLText.quoted($0.name) }.joined(separator: ", ")
    let values = table.columns.map { _ in "?" }.joined(separator: ", ")
    let name = SQLText.quoted(TableName.make(table.name, copy))
    return "INSERT OR REPLACE INTO \(name) (\(columns)) VALUES (\(values))"
  }

  private func check(
    _ values: [ReadModelValue], of key: String, in table: ReadModelTable
  ) throws(ReadModelError) {
    if values.count == table.columns.count - 1 { return }
    throw .database(
      path: path,
      message: "the row \(key) of \(table.name) has \(values.count) values for "
        + "\(table.columns.count - 1) columns; a row must always map the same ones")
  }
}

// MARK: - Dead letters

extension Connection {
  fileprivate func park(
    _ letters: [DeadLetter], of projection: String, _ copy: ReadModelCopy
  ) throws(ReadModelError) {
    guard !letters.isEmpty else { return }
    let insert = try books(
      """
      INSERT OR REPLACE INTO _rewind_dead_letters
        (projection, copy, position, key, reason, has_failed) VALUES (?,?,?,?,?,?)
      """)
    for letter in letters {
      try insert.run(
        .text(projection),
        [
          .text(copy.rawValue), .integer(letter.position), letter.key.map { .text($0) } ?? .null,
          .text(letter.reason), .integer(letter.hasFailed ? 1 : 0),
        ])
    }
    insert.reset()
  }

  fileprivate func unpark(
    _ positions: [Int], of projection: String, _ copy: ReadModelCopy
  ) throws(ReadModelError) {
    guard !positions.isEmpty else { return }
    let delete = try books(
      "DELETE FROM _rewind_dead_letters WHERE projection = ? AND copy = ? AND position = ?")
    for position in positions {
      try delete.run(.text(projection), [.text(copy.rawValue), .integer(position)])
    }
    delete.reset()
  }
}
