import Rewind

/// How two states of a read model differ, as text and as JSON.
struct ComparisonText {
  private let comparison: ReadModelComparison
  private let definition: ProjectionDefinition
  private let arrow: String

  init(
    _ comparison: ReadModelComparison, of definition: ProjectionDefinition,
    _ invocation: Invocation
  ) {
    self.comparison = comparison
    self.definition = definition
    arrow = invocation.shared.ascii ? "->" : "→"
  }

  /// The counts, then a line for each difference.
  var lines: [String] {
    let rest = comparison.differing - comparison.differences.count
    return [summary] + comparison.differences.map(line)
      + (rest > 0 && !comparison.differences.isEmpty ? ["and \(grouped(rest)) more"] : [])
  }

  private var summary: String {
    var counts = [
      (comparison.added, "added"), (comparison.removed, "removed"),
      (comparison.changed, "changed"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    if counts.isEmpty { counts = ["no differences"] }
    if comparison.hasOtherColumns { counts.append("other columns") }
    return (counts + ["\(counted(comparison.same, "row")) the same"]).joined(separator: ", ")
  }

  private func line(_ difference: ReadModelComparison.Difference) -> String {
    let mark = difference.old == nil ? "+" : difference.new == nil ? "-" : "~"
    let table = definition.tables.count > 1 ? definition.tables[difference.table].name + " " : ""
    return "\(mark) \(table)\(difference.key)  \(cells(of: difference))"
  }

  private func cells(of difference: ReadModelComparison.Difference) -> String {
    RowChange(
      old: difference.old, oldColumns: oldColumns(of: difference.table), new: difference.new,
      newColumns: definition.tables[difference.table].columns
    ).text(arrow: arrow)
  }

  private func oldColumns(of table: Int) -> [ReadModelColumn] {
    let isKnown = comparison.oldColumns.indices.contains(table)
    let old = isKnown ? comparison.oldColumns[table] : []
    return old.isEmpty ? definition.tables[table].columns : old
  }

  /// An object for each difference.
  var json: [JSONValue] {
    comparison.differences.map { difference in
      let columns = definition.tables[difference.table].columns
      let change = difference.old == nil ? "added" : difference.new == nil ? "removed" : "changed"
      let members: [(key: String, value: JSONValue?)] = [
        ("table", .string(definition.tables[difference.table].name)), ("change", .string(change)),
        ("key", difference.key.json),
        ("old", difference.old.map { RowChange.object(oldColumns(of: difference.table), $0) }),
        ("new", difference.new.map { RowChange.object(columns, $0) }),
      ]
      return .object(
        JSONObject(members.compactMap { member in member.value.map { (member.key, $0) } }))
    }
  }
}

extension ReadModelComparison {
  /// How many rows differ in all.
  var differing: Int { added + removed + changed }

  /// Whether a table of the live copy has columns that are not the definition's.
  var hasOtherColumns: Bool { oldColumns.contains { !$0.isEmpty } }

  /// Whether nobody who reads the one could tell it from the other.
  var isSame: Bool { differing == 0 && !hasOtherColumns }
}

/// What became of a row, a value for each column; the key comes first in both.
struct RowChange {
  var old: [ReadModelValue]?
  var oldColumns: [ReadModelColumn]
  var new: [ReadModelValue]?
  var newColumns: [ReadModelColumn]

  /// The columns behind the key that differ: `balance 700 → 500  blocked 0 → 1`.
  func text(arrow: String) -> String {
    let before = Self.cells(oldColumns, old)
    let after = Self.cells(newColumns, new)
    let names = (newColumns + oldColumns.filter { !newColumns.map(\.name).contains($0.name) })
      .dropFirst().map(\.name)
    return names.compactMap { name in
      switch (before[name], after[name]) {
      case (nil, nil): nil
      case (let value?, nil), (nil, let value?): "\(name) \(value.json.text())"
      case (let was?, let value?):
        was == value ? nil : "\(name) \(was.json.text()) \(arrow) \(value.json.text())"
      }
    }.joined(separator: "  ")
  }

  private static func cells(
    _ columns: [ReadModelColumn], _ values: [ReadModelValue]?
  ) -> [String: ReadModelValue] {
    guard let values else { return [:] }
    return Dictionary(zip(columns.map(\.name), values)) { first, _ in first }
  }

  /// A row as an object of its columns.
  static func object(_ columns: [ReadModelColumn], _ values: [ReadModelValue]) -> JSONValue {
    .object(JSONObject(zip(columns, values).map { (key: $0.name, value: $1.json) }))
  }
}
