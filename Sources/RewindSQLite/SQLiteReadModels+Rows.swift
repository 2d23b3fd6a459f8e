public import Rewind

extension SQLiteReadModels {
  /// Some rows of a table, as they are now, all of one moment.
  ///
  /// Rows without a value in the column they are sorted by come last, either way round; those with the
  /// same value come by key, so that one page follows another. Of a copy that an older definition made
  /// the columns of the same name are shown, and the first, which is the key. Documents come last, behind the columns
  /// that the database has of their members.
  public func rows(
    _ query: RowQuery, of definition: ProjectionDefinition, _ copy: ReadModelCopy
  ) throws -> RowPage {
    let page = try database.reading { connection -> RowPage in
      guard let stored = try connection.stored(definition.name, copy) else {
        throw ReadModelError.missing(definition.name, copy)
      }
      guard definition.tables.indices.contains(query.table) else { return .empty([]) }
      let wanted = definition.tables[query.table]
      guard let table = stored.table(wanted.kind) else { return .empty(wanted.columns) }
      let columns = wanted.shownColumns(storedAs: table)
      let select = RowSelect(query, columns: columns, from: table, copy)
      let total = try connection.integer("SELECT count(*) FROM \(select.table)")
      guard let bound = select.values else {
        return RowPage(columns: columns, count: 0, total: total, offset: query.offset, rows: [])
      }
      var count = total
      if !select.condition.isEmpty {
        let counting = try connection.statement(
          "SELECT count(*) FROM \(select.table)\(select.condition)"
        ).bind(bound.key, bound.filter)
        count = try counting.step() ? counting.integer(0) : 0
        counting.reset()
      }
      let statement = try connection.statement(select.text).bind(
        bound.key, bound.filter, .integer(max(0, query.limit)), .integer(max(0, query.offset)))
      defer { statement.reset() }
      var rows: [[ReadModelValue]] = []
      while try statement.step() { rows.append(statement.values(columns.indices)) }
      return RowPage(
        columns: columns, count: count, total: total, offset: query.offset, rows: rows)
    }
    guard let page else { throw ReadModelError.missing(definition.name, copy) }
    return page
  }
}

extension RowPage {
  fileprivate static func empty(_ columns: [ReadModelColumn]) -> RowPage {
    RowPage(columns: columns, count: 0, total: 0, offset: 0, rows: [])
  }
}

/// A query for rows, as SQL; its parameters are the key, the filter, limit and offset.
private struct RowSelect {
  let table: String
  /// `WHERE` and what follows it; empty where all rows are asked for.
  let condition: String
  /// Key and filter to be bound; nil where no row can be meant.
  let values: (key: ReadModelValue, filter: ReadModelValue)?
  private let selected: String
  private let order: String

  var text: String {
    "SELECT \(selected) FROM \(table)\(condition) ORDER BY \(order) LIMIT ?3 OFFSET ?4"
  }

  init(
    _ query: RowQuery, columns: [ReadModelColumn], from stored: ReadModelTable,
    _ copy: ReadModelCopy
  ) {
    table = SQLText.quoted(TableName.make(stored.name, copy))
    let names = columns.indices.map { index in
      stored.column(matching: columns[index], at: index).map {
        SQLText.quoted(stored.columns[$0].name)
      }
    }
    let key = SQLText.quoted(stored.columns[0].name)
    selected = names.map { $0 ?? "NULL" }.joined(separator: ", ")

    let direction = query.descending ? "DESC" : "ASC"
    let sorted = columns.firstIndex { $0.name == query.sortColumn }.flatMap { names[$0] } ?? key
    let keys = stored.columns.prefix(stored.keyCount).map { SQLText.quoted($0.name) }
    order =
      sorted == key
      ? keys.map { "\($0) \(direction)" }.joined(separator: ", ")
      : "\(sorted) \(direction) NULLS LAST, \(keys.joined(separator: ", "))"

    var conditions: [String] = []
    var keyValue: ReadModelValue? = .null
    if let wanted = query.key {
      conditions.append("\(key) = ?1")
      // SQLite would take ` 5` and `5.0` for 5.
      keyValue = stored.hasKeys ? .text(wanted) : Int(wanted).map { .integer($0) }
    }
    var filter = ReadModelValue.null
    if let pattern = TextPattern(typed: query.filter) {
      filter = .text(pattern.text)
      let found = RowFilter.expression(parameter: "?2", columns: names.compactMap { $0 })
      conditions.append(pattern.isInverted ? "NOT (\(found))" : "(\(found))")
    }
    values = keyValue.map { ($0, filter) }
    condition = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
  }
}

extension ReadModelTable {
  /// The columns to be shown of a stored table: its key, the members of documents, the others, documents last.
  fileprivate func shownColumns(storedAs stored: ReadModelTable) -> [ReadModelColumn] {
    guard document != nil else { return columns }
    let others = columns.dropFirst(keyCount)
    return columns.prefix(keyCount) + stored.columns.filter { !$0.isDeclared }
      + others.filter { $0.role != .document } + others.filter { $0.role == .document }
  }

  /// The number of the column that holds what another table's column holds: the first is the key of
  /// either, others are known by their names.
  func column(matching other: ReadModelColumn, at index: Int) -> Int? {
    if index == 0 { return 0 }
    let name = SQLText.folded(other.name)
    return columns.indices.dropFirst().first { SQLText.folded(columns[$0].name) == name }
  }
}
