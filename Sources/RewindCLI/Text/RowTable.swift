import Rewind

/// Rows of a read model as a table: documents only where they have more than their columns tell.
struct RowTable {
  private let columns: [ReadModelColumn]
  private var rows: [[ReadModelValue]] = []
  /// The documents that are shown, by the numbers of their columns.
  private var shownDocuments: Set<Int> = []

  init(_ columns: [ReadModelColumn]) {
    self.columns = columns
  }

  mutating func add(_ row: [ReadModelValue]) {
    rows.append(row)
    for (number, column) in columns.enumerated()
    where column.role == .document && !shownDocuments.contains(number) {
      if !row[number].isFlatDocument { shownDocuments.insert(number) }
    }
  }

  /// The names of the columns, then the rows.
  var lines: [String] {
    let hasMembers = columns.contains { !$0.isDeclared }
    let shown = columns.indices.filter { number in
      columns[number].role != .document || !hasMembers || shownDocuments.contains(number)
    }
    let numbers = shown.indices.filter { isNumeric(shown[$0]) }
    var table = TextTable(numbers: Set(numbers), columns: shown.count)
    table.add(shown.map { columns[$0].name })
    for row in rows { table.add(shown.map { row[$0].description }) }
    return table.lines
  }

  /// Whether a column is of numbers, which stand at its right side.
  private func isNumeric(_ number: Int) -> Bool {
    switch columns[number].content {
    case .integer, .real: return true
    case .text: return false
    case .any:
      return rows.allSatisfy { row in
        if case .text = row[number] { false } else { true }
      }
    }
  }
}

extension ReadModelValue {
  /// Whether it is the JSON of an object without objects and arrays in it.
  fileprivate var isFlatDocument: Bool {
    guard let object = storedJSON.object else { return false }
    return object.allSatisfy { _, value in value.object == nil && value.array == nil }
  }
}
