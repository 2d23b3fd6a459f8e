internal import Rewind

extension Connection {
  /// Refuses a definition with a table name, of either copy, that belongs to something else.
  func checkNames(of definition: ProjectionDefinition) throws(SQLiteError) {
    var mine: Set<String> = []
    var owners: [String: String] = [:]
    for stored in try allStored() {
      // Bytes, as the database compares them: Swift takes two spellings of é for one.
      if stored.projection.utf8.elementsEqual(definition.name.utf8) {
        mine.formUnion(stored.tableNames.map(SQLText.folded))
      } else {
        for name in stored.tables.flatMap(names) {
          owners[SQLText.folded(name)] = stored.projection
        }
      }
    }
    var wanted: Set<String> = []
    for name in definition.tables.flatMap(names) {
      let folded = SQLText.folded(name)
      guard wanted.insert(folded).inserted else {
        throw refusal(name, "the projection \(definition.name) has two tables of that name")
      }
      if let owner = owners[folded] {
        throw refusal(name, "it is the projection \(owner)'s; give one of them another name")
      }
      let isTaken = try isTaken(folded)
      if isTaken && !mine.contains(folded) {
        throw strange(name)
      }
    }
  }

  /// The names that a table has before and after a swap.
  private func names(_ table: ReadModelTable) -> [String] {
    ReadModelCopy.allCases.map { TableName.make(table.name, $0) }
  }

  /// The error for a table that is not in the catalog: another program's, or the catalog is damaged.
  private func strange(_ table: String) -> SQLiteError {
    SQLiteError(
      .nameTaken, at: path, of: kind.contents,
      "the table \(table) cannot be made: something of that name is there that the catalog knows "
        + "nothing of; rename it where it is yours, else delete the file, and make the read models "
        + "anew from the log")
  }

  private func refusal(_ table: String, _ reason: String) -> SQLiteError {
    SQLiteError(
      .invalidProjection, at: path, of: kind.contents,
      "the table \(table) cannot be made: \(reason)")
  }
}
