/// A change of one column of a read model's row, or of one member of a row that is a document; its old and its new
/// value are not equal.
public struct ColumnChange: Hashable, Sendable {
  /// The column's name, or the member's.
  public let name: String
  /// Its value before, of objects and arrays as JSON; nil where the row, or the column, was not there.
  public let old: ReadModelValue?
  /// Its value after; nil where the row, or the column, is not there.
  public let new: ReadModelValue?
}

extension RowStep {
  /// What the event changed, column by column after the key: all of a row that is new or gone.
  public func changes(in definition: ProjectionDefinition) -> [ColumnChange] {
    let columns = definition.states.columns.dropFirst()
    return ColumnChange.changes(from: old, columns, to: new, columns)
  }
}

extension ReadModelComparison {
  /// What differs in a row, column by column after the key: all of a row that is new or gone.
  public func changes(
    of difference: Difference, in definition: ProjectionDefinition
  ) -> [ColumnChange] {
    let table = definition.tables[difference.table]
    let oldColumns = oldColumns(ofTable: difference.table, in: definition)
    return ColumnChange.changes(
      from: difference.old?.dropFirst(table.keyCount), oldColumns.dropFirst(table.keyCount),
      to: difference.new?.dropFirst(table.keyCount), table.columns.dropFirst(table.keyCount))
  }

  /// The columns that a table of the live copy has.
  public func oldColumns(
    ofTable table: Int, in definition: ProjectionDefinition
  ) -> [ReadModelColumn] {
    let old = oldColumns.indices.contains(table) ? oldColumns[table] : []
    return old.isEmpty ? definition.tables[table].columns : old
  }
}

extension ColumnChange {
  /// The columns in the new row's order, then those that only the old one has.
  fileprivate static func changes(
    from old: (some Sequence<ReadModelValue>)?, _ oldColumns: ArraySlice<ReadModelColumn>,
    to new: (some Sequence<ReadModelValue>)?, _ newColumns: ArraySlice<ReadModelColumn>
  ) -> [ColumnChange] {
    let before = old.map { NamedValues($0, oldColumns) } ?? NamedValues()
    let after = new.map { NamedValues($0, newColumns) } ?? NamedValues()
    let names = after.names + before.names.filter { after[$0] == nil }
    return names.compactMap { name in
      before[name] == after[name]
        ? nil : ColumnChange(name: name, old: before[name], new: after[name])
    }
  }
}

/// The values of a row by the names of columns, and of the members of documents.
private struct NamedValues {
  private(set) var names: [String] = []
  private var values: [String: ReadModelValue] = [:]

  init() {}

  init(_ row: some Sequence<ReadModelValue>, _ columns: ArraySlice<ReadModelColumn>) {
    for (column, value) in zip(columns, row) where column.role != .lastPosition {
      if column.role == .document, let members = value.members {
        for (name, member) in members { add(name, member) }
      } else {
        add(column.name, value)
      }
    }
  }

  subscript(name: String) -> ReadModelValue? { values[name] }

  private mutating func add(_ name: String, _ value: ReadModelValue) {
    if values.updateValue(value, forKey: name) == nil { names.append(name) }
  }
}

extension ReadModelValue {
  /// The members of an object that it is the JSON of; nil where it is none.
  fileprivate var members: [(String, ReadModelValue)]? {
    guard case .text(let text) = self, let object = (try? JSONText(text))?.value.object else {
      return nil
    }
    return object.map { ($0.key, ReadModelValue(member: $0.value)) }
  }

  /// A member of a document: as it is, or as JSON where it is an object or an array.
  private init(member: JSONValue) {
    switch member {
    case .null: self = .null
    case .string(let text): self = .text(text)
    case .number(let number): self = number.int.map { .integer($0) } ?? .real(number.double)
    case .bool, .array, .object: self = .text(member.text())
    }
  }
}
