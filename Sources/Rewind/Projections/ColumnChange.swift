/// A change of one column of a read model's row; its old and its new value are not equal.
public struct ColumnChange: Hashable, Sendable {
  /// The column's name.
  public let name: String
  /// Its value before; nil where the row, or the column, was not there.
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
    ColumnChange.changes(
      from: difference.old?.dropFirst(),
      oldColumns(ofTable: difference.table, in: definition).dropFirst(),
      to: difference.new?.dropFirst(), definition.tables[difference.table].columns.dropFirst())
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
    let before = old.map { valuesByName($0, oldColumns) } ?? [:]
    let after = new.map { valuesByName($0, newColumns) } ?? [:]
    let newNames = newColumns.map(\.name)
    let names = newNames + oldColumns.map(\.name).filter { !newNames.contains($0) }
    return names.compactMap { name in
      before[name] == after[name]
        ? nil : ColumnChange(name: name, old: before[name], new: after[name])
    }
  }

  private static func valuesByName(
    _ values: some Sequence<ReadModelValue>, _ columns: ArraySlice<ReadModelColumn>
  ) -> [String: ReadModelValue] {
    Dictionary(zip(columns.map(\.name), values)) { first, _ in first }
  }
}
