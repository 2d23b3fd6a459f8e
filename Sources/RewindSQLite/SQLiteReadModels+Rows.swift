public import Rewind

extension SQLiteReadModels {
  /// Some rows of a table, as they are now, all of one moment.
  ///
  /// Rows without a value in the column they are sorted by come last, either way round; those with the
  /// same value come by key, so that one page follows another. Of a copy that an older definition made
  /// the columns of the same name are shown, and the first, which is the key.
  public func rows(
    _ query: RowQuery, of definition: ProjectionDefinition, _ copy: ReadModelCopy
  ) throws -> RowPage {
    let page = try database.reading { connection -> RowPage in
      guard let stored = try connection.stored(definition.name, copy) else {
        throw ReadModelError.missing(definition.name, copy)
      }
      guard definition.tables.indices.contains(query.table) else { return .empty }
      let wanted = definition.tables[query.table]
      guard let table = stored.table(wanted.kind) else { return .empty }
      let select = RowSelect(query, columns: wanted.columns, from: table, copy)
      let total = try connection.integer("SELECT count(*) FROM \(select.table)")
      guard let bound = select.values else {
        return RowPage(count: 0, total: total, offset: query.offset, rows: [])
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
      while try statement.step() { rows.append(statement.values(wanted.columns.indices)) }
      return RowPage(count: count, total: total, offset: query.offset, rows: rows)
    }
    guard let page else { throw ReadModelError.missing(definition.name, copy) }
    return page
  }
}

extension RowPage {
  fileprivate static let empty = RowPage(count: 0, total: 0, offset: 0, rows: [])
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
    let sorted = query.sortColumn.flatMap { names.indices.contains($0) ? names[$0] : nil } ?? key
    order = sorted == key ? "\(key) \(direction)" : "\(sorted) \(direction) NULLS LAST, \(key) ASC"

    var conditions: [String] = []
    var keyValue: ReadModelValue? = .null
    if let wanted = query.key {
      conditions.append("\(key) = ?1")
      // SQLite would take ` 5` and `5.0` for 5.
      keyValue = stored.kind == .states ? .text(wanted) : Int(wanted).map { .integer($0) }
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
  /// The number of the column that holds what another table's column holds: the first is the key of
  /// either, others are known by their names.
  func column(matching other: ReadModelColumn, at index: Int) -> Int? {
    if index == 0 { return 0 }
    let name = SQLText.folded(other.name)
    return columns.indices.dropFirst().first { SQLText.folded(columns[$0].name) == name }
  }
}
