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
    let changes = comparison.changes(of: difference, in: definition).text(arrow: arrow)
    return "\(mark) \(table)\(difference.key)  \(changes)"
  }

  /// An object for each difference.
  var json: [JSONValue] {
    comparison.differences.map { difference in
      let columns = definition.tables[difference.table].columns
      let change = difference.old == nil ? "added" : difference.new == nil ? "removed" : "changed"
      let members: [(key: String, value: JSONValue?)] = [
        ("table", .string(definition.tables[difference.table].name)), ("change", .string(change)),
        ("key", difference.key.json),
        (
          "old",
          difference.old.map {
            JSONValue(row: $0, comparison.oldColumns(ofTable: difference.table, in: definition))
          }
        ),
        ("new", difference.new.map { JSONValue(row: $0, columns) }),
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

extension [ColumnChange] {
  /// The columns that differ: `balance 700 → 500  blocked 0 → 1`.
  func text(arrow: String) -> String {
    map { change in
      let values = [change.old, change.new].compactMap { $0.map(Self.text) }
      return "\(change.name) \(values.joined(separator: " \(arrow) "))"
    }.joined(separator: "  ")
  }

  /// A value as JSON: that of an object or an array as it is.
  private static func text(of value: ReadModelValue) -> String {
    let stored = value.storedJSON
    return stored.object != nil || stored.array != nil ? stored.text() : value.json.text()
  }
}

extension ReadModelValue {
  /// The value that a text is the JSON of.
  var storedJSON: JSONValue {
    guard case .text(let text) = self else { return json }
    return (try? JSONText(text))?.value ?? json
  }
}

extension JSONValue {
  /// A row as an object of its columns; what is stored as JSON is a value in it.
  init(row values: [ReadModelValue], _ columns: some Sequence<ReadModelColumn>) {
    self = .object(
      JSONObject(
        zip(columns, values).map { column, value in
          let isJSON = column.role == .document || column.role == .json
          return (key: column.name, value: isJSON ? value.storedJSON : value.json)
        }))
  }
}
