public import Rewind

extension SQLiteReadModels {
  /// What the shadow has that the live copy has not, and the other way round: all counted, some shown.
  ///
  /// Rows are the same where the columns that both copies have are; a live copy that is not there has
  /// no rows. A table that only the live copy has counts with its rows as removed, and shows none.
  ///
  /// - Parameters:
  ///   - definition: the projection.
  ///   - limit: how many differences to show at most.
  ///   - after: how many to pass over.
  /// - Throws: `ReadModelError.noShadow` where there is none, or one with
  ///   other tables than the definition's.
  public func compare(
    _ definition: ProjectionDefinition, limit: Int, after: Int
  ) throws -> ReadModelComparison {
    let comparison = try database.reading { connection -> ReadModelComparison? in
      guard let shadow = try connection.stored(definition.name, .shadow),
        shadow.tables.elementsEqual(definition.tables, by: { $0.isMade(as: $1) })
      else { return nil }
      let live = try connection.stored(definition.name, .live)
      var comparing = Comparing(passingOver: after, limit: limit)
      for (index, table) in definition.tables.enumerated() {
        let old = live?.table(table.kind)
        let isOther = old.map { $0.declaredColumns != table.columns } ?? false
        comparing.result.oldColumns.append(isOther ? old?.declaredColumns ?? [] : [])
        try comparing.compare(
          try old.map { (table) throws(SQLiteError) in
            try CopyCursor(table, .live, on: connection)
          },
          try shadow.table(table.kind).map { (table) throws(SQLiteError) in
            try CopyCursor(table, .shadow, on: connection)
          }, table: index)
      }
      for table in live?.tables ?? []
      where !definition.tables.contains(where: { $0.kind == table.kind }) {
        let name = SQLText.quoted(TableName.make(table.name, .live))
        comparing.result.removed += try connection.integer("SELECT count(*) FROM \(name)")
      }
      return comparing.result
    }
    guard let comparison = comparison ?? nil else {
      throw ReadModelError.noShadow(projection: definition.name)
    }
    return comparison
  }
}

extension ReadModelTable {
  /// Whether a stored table is one that another declares.
  fileprivate func isMade(as declared: ReadModelTable) -> Bool {
    name == declared.name && kind == declared.kind && declaredColumns == declared.columns
  }
}

/// Goes through a table of both copies side by side, by key.
private struct Comparing {
  var result = ReadModelComparison(
    added: 0, removed: 0, changed: 0, same: 0, oldColumns: [], differences: [])
  private var toPass: Int
  private let limit: Int

  init(passingOver count: Int, limit: Int) {
    toPass = max(0, count)
    self.limit = limit
  }

  mutating func compare(
    _ old: CopyCursor?, _ new: CopyCursor?, table: Int
  ) throws(SQLiteError) {
    let shared = old.flatMap { old in new?.columns(sharedWith: old) } ?? []
    defer {
      old?.end()
      new?.end()
    }
    var hasOld = try old?.next() ?? false
    var hasNew = try new?.next() ?? false
    while hasOld || hasNew {
      let order: Int
      if let old, let new, hasOld, hasNew {
        order = old.order(new)
      } else {
        order = hasOld ? -1 : 1
      }
      switch order {
      case ..<0:
        result.removed += 1
        note(table, old, nil)
      case 1...:
        result.added += 1
        note(table, nil, new)
      default:
        if let old, let new, !shared.allSatisfy({ old.row.order($0.old, new.row, $0.new) == 0 }) {
          result.changed += 1
          note(table, old, new)
        } else {
          result.same += 1
        }
      }
      if order <= 0 { hasOld = try old?.next() ?? false }
      if order >= 0 { hasNew = try new?.next() ?? false }
    }
  }

  private mutating func note(_ table: Int, _ old: CopyCursor?, _ new: CopyCursor?) {
    guard toPass == 0 else {
      toPass -= 1
      return
    }
    guard result.differences.count < limit, let key = (new ?? old)?.row.value(0) else { return }
    result.differences.append(
      ReadModelComparison.Difference(table: table, key: key, old: old?.values, new: new?.values))
  }
}

/// The rows of one copy's table, by key.
private struct CopyCursor {
  let row: Statement
  private let table: ReadModelTable

  init(
    _ table: ReadModelTable, _ copy: ReadModelCopy, on connection: Connection
  ) throws(SQLiteError) {
    self.table = ReadModelTable(
      name: table.name, kind: table.kind, columns: table.declaredColumns)
    let columns = self.table.columns.map { SQLText.quoted($0.name) }
    let keys = columns.prefix(table.keyCount).joined(separator: ", ")
    row = try connection.statement(
      """
      SELECT \(columns.joined(separator: ", ")) \
      FROM \(SQLText.quoted(TableName.make(table.name, copy))) ORDER BY \(keys)
      """)
  }

  func next() throws(SQLiteError) -> Bool { try row.step() }

  func end() { row.reset() }

  /// How the key of the row that it is at compares with another's: below, at or above 0.
  func order(_ other: CopyCursor) -> Int {
    for column in 0..<table.keyCount {
      let order = row.order(column, other.row, column)
      if order != 0 { return order }
    }
    return 0
  }

  /// A value for each column of the row it is at.
  var values: [ReadModelValue] { row.values(table.columns.indices) }

  /// Where the columns besides the key are that an older copy has too.
  func columns(sharedWith old: CopyCursor) -> [(old: Int, new: Int)] {
    table.columns.indices.dropFirst(table.keyCount).compactMap { index in
      let column = table.columns[index]
      guard column.role != .lastPosition else { return nil }
      return old.table.column(matching: column, at: index).map { (old: $0, new: index) }
    }
  }
}
