/// A change of one column of a read model's row, or of one member of a row that is a document; its old and its new
/// value are not equal.
///
/// Where both values are objects, there is a change for each member that differs.
public struct ColumnChange: Hashable, Sendable {
  /// The column's name, or the member's; of what is deeper in an object the path: `state.balance`.
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
  ///
  /// - Parameter isMixed: whether one row is a document and the other is not, so that a member that is not there is as
  ///   good as null, true is 1, and 1.0 is 1, as they are where a database has columns of members.
  static func changes(
    from old: (some Sequence<ReadModelValue>)?, _ oldColumns: ArraySlice<ReadModelColumn>,
    to new: (some Sequence<ReadModelValue>)?, _ newColumns: ArraySlice<ReadModelColumn>,
    isMixed: Bool = false
  ) -> [ColumnChange] {
    let before = old.map { NamedValues($0, oldColumns, asColumns: isMixed) } ?? NamedValues()
    let after = new.map { NamedValues($0, newColumns, asColumns: isMixed) } ?? NamedValues()
    let names = after.names + before.names.filter { after[$0] == nil }
    return names.flatMap { name in
      let (old, new) = (before[name], after[name])
      if old == new { return [] as [ColumnChange] }
      if let old, let new, old.isSameJSON(as: new) { return [] }
      return ColumnChange(name: name, old: old, new: new).ofMembers
    }
  }

  /// The changes of the members of both values, where they are objects; else this one alone.
  private var ofMembers: [ColumnChange] {
    guard let before = old?.members, let after = new?.members else { return [self] }
    let names = Array(after.keys) + before.keys.filter { after[$0] == nil }
    return names.flatMap { member in
      let (old, new) = (before[member], after[member])
      guard old != new else { return [] as [ColumnChange] }
      return ColumnChange(
        name: "\(name).\(member)", old: old.map { ReadModelValue(member: $0, asColumn: false) },
        new: new.map { ReadModelValue(member: $0, asColumn: false) }
      ).ofMembers
    }
  }
}

extension ColumnChange {
  /// What differs from a row that was exported from elsewhere to one of a read model, of some columns.
  ///
  /// A number and the text of it are the same, as are true and 1, and null and what is not there.
  ///
  /// - Parameters:
  ///   - exported: the row from elsewhere.
  ///   - row: the row of the read model, a value for each of its columns behind the key; nil where there is none.
  ///   - names: the columns that are compared.
  package static func changes(
    fromExported exported: JSONObject, to row: [ReadModelValue]?, _ columns: [ReadModelColumn],
    of names: [String]
  ) -> [ColumnChange] {
    let before = NamedValues(exported)
    let after = row.map { NamedValues($0, columns[...], asColumns: true) } ?? NamedValues()
    return names.compactMap { name in
      let (old, new) = (before[name], after[name])
      if old == new { return nil }
      if let old, let new, old.saysTheSame(as: new) { return nil }
      return ColumnChange(name: name, old: old, new: new)
    }
  }
}

/// The values of a row by the names of columns, and of the members of documents.
private struct NamedValues {
  private(set) var names: [String] = []
  private var values: [String: ReadModelValue] = [:]

  init() {}

  /// Those of a row from elsewhere.
  init(_ exported: JSONObject) {
    for (name, value) in exported { add(name, ReadModelValue(member: value, asColumn: true), true) }
  }

  init(
    _ row: some Sequence<ReadModelValue>, _ columns: ArraySlice<ReadModelColumn>, asColumns: Bool
  ) {
    for (column, value) in zip(columns, row) where column.role != .lastPosition {
      if column.role == .document, let members = value.members {
        for (name, member) in members {
          add(name, ReadModelValue(member: member, asColumn: asColumns), asColumns)
        }
      } else {
        add(column.name, asColumns ? value.inColumn : value, asColumns)
      }
    }
  }

  subscript(name: String) -> ReadModelValue? { values[name] }

  private mutating func add(_ name: String, _ value: ReadModelValue, _ asColumns: Bool) {
    if asColumns, value == .null { return }
    if values.updateValue(value, forKey: name) == nil { names.append(name) }
  }
}

extension ReadModelValue {
  /// The members of an object that it is the JSON of; nil where it is none.
  fileprivate var members: JSONObject? {
    guard case .text(let text) = self else { return nil }
    return (try? JSONText(text))?.value.object
  }

  /// A member of a document: as it is, or as JSON where it is an object or an array.
  fileprivate init(member: JSONValue, asColumn: Bool) {
    switch member {
    case .null: self = .null
    case .bool(let isTrue) where asColumn: self = .integer(isTrue ? 1 : 0)
    case .string(let text): self = .text(text)
    case .number(let number): self = number.int.map { .integer($0) } ?? .real(number.double)
    case .bool, .array, .object: self = .text(member.text())
    }
  }

  /// The value as a column of numbers gives it: a whole number, where it is one.
  fileprivate var inColumn: ReadModelValue {
    guard case .real(let number) = self, let whole = Int(exactly: number) else { return self }
    return .integer(whole)
  }

  /// Whether one is a number, and the other the text of it; or both are JSON that says the same.
  fileprivate func saysTheSame(as other: ReadModelValue) -> Bool {
    switch (self, other) {
    case (.text(let text), .integer), (.text(let text), .real):
      Double(text).map { $0 == other.json.double } ?? false
    case (.integer, .text), (.real, .text): other.saysTheSame(as: self)
    default: isSameJSON(as: other)
    }
  }
}
