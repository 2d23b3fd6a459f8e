/// The rows of tables, or documents of collections, that the lines of a sample are changes of: Debezium's
/// `before` and `after`, and an `op` beside them.
struct ChangedRows {
  private let facts: SampleFacts
  private let after: JSONPath
  private let before: JSONPath
  private let table: JSONPath
  /// What was done, in each line.
  private let operations: [String?]

  /// Nil where a mapping is not one of changes.
  init?(_ facts: SampleFacts, _ mapping: EnvelopeMapping) {
    guard let after = mapping.sources[.data]?.onlyPath, after.components.last == .key("after"),
      let table = mapping.sources[.category]?.onlyPath,
      let operation = mapping.sources[.type]?.onlyPath
    else { return nil }
    self.facts = facts
    self.after = after
    self.table = table
    before = JSONPath(after.components.dropLast() + [.key("before")])
    operations = facts.field(operation)?.texts ?? []
  }

  /// The name of the table and the key of the row, as it is or as it was; the table alone where neither is
  /// told.
  ///
  /// Nil where no table has a key.
  var stream: EnvelopeSource? {
    guard let tables = facts.field(table)?.texts else { return nil }
    let columns = columns
    var keys: [[JSONPath.Component]] = []
    for name in Set(tables.compactMap(\.self)).sorted() {
      let lines = tables.indices.filter { tables[$0] == name }
      if let key = key(of: name, lines, among: columns), !keys.contains(key) { keys.append(key) }
    }
    guard !keys.isEmpty else { return nil }
    // Where one table has another's key among its columns, its own is mostly called id.
    let ordered = keys.filter(Self.isCalledID) + keys.filter { !Self.isCalledID($0) }
    return EnvelopeSource(
      alternatives: ordered.flatMap { key in
        [after, before].map {
          [.path(table), .constant("-"), .path(JSONPath($0.components + key))]
        }
      } + [[.path(table)]])
  }

  /// Where the key of a table's rows is: what is called so, else the first column.
  private func key(
    of table: String, _ lines: [Int], among columns: [[JSONPath.Component]]
  ) -> [JSONPath.Component]? {
    let keys = columns.filter { isKey($0, lines) }
    return keys.first(where: Self.isCalledID)
      ?? keys.first { $0.count == 1 && Self.isCalledID($0[0], of: table) } ?? keys.first
  }

  /// The columns that hold a text or a number, and what names a document of MongoDB.
  private var columns: [[JSONPath.Component]] {
    var columns: [[JSONPath.Component]] = []
    for field in facts.fields where field.stringCount + field.numberCount > 0 {
      guard let row = [after, before].first(where: { $0.contains(field.path) }) else { continue }
      let column = Array(field.path.components.dropFirst(row.components.count))
      let isOfDocument = column.count == 2 && column[0] == .key("_id")
      if column.count == 1 || isOfDocument, !columns.contains(column) { columns.append(column) }
    }
    return columns
  }

  /// Whether a column is there in each row, stays what it is, and is another in nearly each that
  /// is made: some are made again.
  private func isKey(_ column: [JSONPath.Component], _ lines: [Int]) -> Bool {
    let new = facts.field(JSONPath(after.components + column))?.texts
    let old = facts.field(JSONPath(before.components + column))?.texts
    var made: [String] = []
    for line in lines {
      switch (new?[line], old?[line]) {
      case (let new?, let old?): if new != old { return false }
      case (let new?, nil):
        if ["c", "r"].contains(operations[line]) { made.append(new) }
      case (nil, _?): break
      // MongoDB does not tell what a document was that is no more.
      case (nil, nil): if column[0] != .key("_id") { return false }
      }
    }
    return Set(made).count * 10 >= made.count * 9
  }

  private static func isCalledID(_ column: [JSONPath.Component]) -> Bool {
    column == [.key("id")] || column[0] == .key("_id")
  }

  /// Whether a column is called as the id of a table's rows is: `order_id` of `orders`.
  private static func isCalledID(_ column: JSONPath.Component, of table: String) -> Bool {
    guard case .key(let key) = column, key.lowercased().hasSuffix("id") else { return false }
    let stem = key.lowercased().dropLast(2).filter { $0.isLetter || $0.isNumber }
    return !stem.isEmpty && table.lowercased().hasPrefix(stem)
  }
}
