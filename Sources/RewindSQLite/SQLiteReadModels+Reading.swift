public import Rewind

extension SQLiteReadModels {
  /// What is known of a copy; nil where there is none, or where another program has dropped a table of it.
  public func header(of projection: String, _ copy: ReadModelCopy) throws -> ReadModelHeader? {
    let header = try database.reading { connection -> ReadModelHeader? in
      guard let stored = try connection.stored(projection, copy) else { return nil }
      for name in stored.tableNames {
        guard try connection.isTaken(SQLText.folded(name)) else { return nil }
      }
      var header = stored.header
      header.text = try connection.text(of: stored)
      return header
    }
    return header ?? nil
  }

  /// The values after the key of each partition's row, in the order asked; nil where there is none.
  public func states(
    ofKeys keys: [String], in definition: ProjectionDefinition, _ copy: ReadModelCopy
  ) throws -> [[ReadModelValue]?] {
    let found = try database.reading { connection -> [[ReadModelValue]?]? in
      guard try connection.has(definition.name, copy) else { return nil }
      let columns = definition.states.columns
      let name = SQLText.quoted(TableName.make(definition.states.name, copy))
      // A key is always there to be selected, where it is the only column too.
      let selected = columns.map { SQLText.quoted($0.name) }.joined(separator: ", ")
      let query = "SELECT \(selected) FROM \(name) WHERE \(SQLText.quoted(columns[0].name)) = ?1"
      var rows: [[ReadModelValue]?] = []
      for key in keys {
        let statement = try connection.statement(query).bind(.text(key))
        rows.append(try statement.step() ? statement.values(1..<columns.count) : nil)
        statement.reset()
      }
      return rows
    }
    return (found ?? nil) ?? keys.map { _ in nil }
  }

  /// The dead letters of a copy after a position, in order of position; at most `limit`.
  public func deadLetters(
    of projection: String, _ copy: ReadModelCopy, after position: Int, limit: Int
  ) throws -> [DeadLetter] {
    let found = try database.reading { connection -> [DeadLetter] in
      let statement = try connection.catalog(
        """
        SELECT position, key, reason, has_failed, \(try connection.deadKeys)
        FROM _rewind_dead_letters
        WHERE projection = ?1 AND copy = ?2 AND position > ?3 ORDER BY position LIMIT ?4
        """
      ).bind(
        .text(projection), .text(copy.rawValue), .integer(position), .integer(max(0, limit)))
      defer { statement.reset() }
      var letters: [DeadLetter] = []
      while try statement.step() {
        letters.append(
          DeadLetter(
            position: statement.integer(0), keys: statement.keys(single: 1, several: 4),
            reason: statement.text(2) ?? "", hasFailed: statement.integer(3) != 0))
      }
      return letters
    }
    return found ?? []
  }

  /// How many dead letters a copy has.
  public func deadLetterCount(of projection: String, _ copy: ReadModelCopy) throws -> Int {
    let found = try database.reading { connection -> Int in
      let statement = try connection.catalog(
        "SELECT count(*) FROM _rewind_dead_letters WHERE projection = ?1 AND copy = ?2"
      ).bind(.text(projection), .text(copy.rawValue))
      defer { statement.reset() }
      return try statement.step() ? statement.integer(0) : 0
    }
    return found ?? 0
  }

  /// The keys of rows with dead letters, each once.
  public func parkedKeys(of projection: String, _ copy: ReadModelCopy) throws -> [String] {
    let found = try database.reading { connection -> [String] in
      let statement = try connection.catalog(
        """
        SELECT DISTINCT key, \(try connection.deadKeys) FROM _rewind_dead_letters
        WHERE projection = ?1 AND copy = ?2
        """
      ).bind(.text(projection), .text(copy.rawValue))
      defer { statement.reset() }
      var keys: Set<StreamName> = []
      while try statement.step() {
        for key in statement.keys(single: 0, several: 1) { keys.insert(StreamName(key)) }
      }
      return keys.map(\.rawValue)
    }
    return found ?? []
  }
}

extension Connection {
  /// The column with the keys of events that go to several rows, as far as there is one.
  fileprivate var deadKeys: String {
    get throws(SQLiteError) { try has(.deadKeys) ? AddedColumn.deadKeys.name : "NULL" }
  }
}

extension Statement {
  /// The keys of a dead letter, of a column with one key and one with several.
  fileprivate func keys(single: Int, several: Int) -> [String] {
    if let key = text(single) { return [key] }
    let keys = text(several).flatMap { try? JSONText($0) }?.value.array ?? []
    return keys.compactMap(\.string)
  }
}
