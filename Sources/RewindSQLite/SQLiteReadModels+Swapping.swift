public import Rewind

extension SQLiteReadModels {
  /// Puts the shadow in the place of the live copy, in one transaction that keeps all other writers out.
  ///
  /// Readers see the one or the other, whole. What other programs made over the live tables stays: views, and
  /// indexes and triggers as far as the new tables have their columns.
  ///
  /// - Parameters:
  ///   - definition: the projection.
  ///   - rest: makes up what the shadow lacks; called once in the transaction, with the live copy's header and a
  ///     function that puts changes into the shadow, it answers what is known of the live copy from then on.
  /// - Throws: `ReadModelError.noShadow` where there is none, or one that a fault stopped; ``SQLiteError``; what
  ///   `rest` throws. Both copies are as they were then.
  public func swap(
    _ definition: ProjectionDefinition,
    rest: (_ live: ReadModelHeader?, _ put: (ReadModelChanges) throws -> Void) throws ->
      ReadModelHeader
  ) throws {
    let name = definition.name
    // Where there is no database, none is made.
    guard try database.reading({ _ in true }) != nil else {
      throw ReadModelError.noShadow(projection: name)
    }
    try database.writing { connection in
      guard var shadow = try connection.stored(name, .shadow), shadow.header.fault == nil
      else { throw ReadModelError.noShadow(projection: name) }
      let live = try connection.stored(name, .live)
      let header = try rest(live?.header) { try connection.put($0, of: definition, into: &shadow) }
      try connection.checkNames(of: definition)
      let others = try live.map { try connection.strangers(on: $0.tableNames) } ?? []
      if let live { try connection.remove(live) }
      try connection.makeLive(shadow, header)
      // One that does not fit the new table goes with the old one.
      for definition in others { try? connection.run(definition) }
    }
  }

  /// Removes the shadow, where there is one.
  ///
  /// - Throws: ``SQLiteError``.
  public func discardShadow(of projection: String) throws {
    let isThere = try database.reading { connection in
      try connection.stored(projection, .shadow) != nil
    }
    guard isThere == true else { return }
    try database.writing { connection in
      if let shadow = try connection.stored(projection, .shadow) { try connection.remove(shadow) }
    }
  }
}

extension Connection {
  /// Gives the shadow's tables and rows of the catalog the names of the live copy's, which are gone.
  fileprivate func makeLive(
    _ shadow: StoredCopy, _ header: ReadModelHeader
  ) throws(SQLiteError) {
    for table in shadow.tables {
      let (old, new) = (TableName.make(table.name, .shadow), TableName.make(table.name, .live))
      try run("ALTER TABLE \(SQLText.quoted(old)) RENAME TO \(SQLText.quoted(new))")
    }
    for table in DatabaseKind.tablesOfCopies {
      try catalog(
        "UPDATE \(table) SET copy = 'live' WHERE projection = ?1 AND copy = 'shadow'"
      ).bind(.text(shadow.projection)).run()
    }
    try keep(
      StoredCopy(
        projection: shadow.projection, copy: .live, header: header, tables: shadow.tables))
  }

  /// The statements that made the indexes and triggers that other programs have on some tables.
  fileprivate func strangers(on tables: [String]) throws(SQLiteError) -> [String] {
    var found: [String] = []
    for table in tables {
      let statement = try statement(
        """
        SELECT sql FROM sqlite_schema
        WHERE type IN ('index', 'trigger') AND tbl_name = ?1 COLLATE NOCASE AND sql NOT NULL
          AND name NOT LIKE '\\_rewind\\_%' ESCAPE '\\'
        ORDER BY rowid
        """
      ).bind(.text(table))
      defer { statement.reset() }
      while try statement.step() { if let sql = statement.text(0) { found.append(sql) } }
    }
    return found
  }
}
