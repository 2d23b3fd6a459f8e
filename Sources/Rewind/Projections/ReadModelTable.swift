/// A table of a read model.
public struct ReadModelTable: Hashable, Sendable {
  /// What a row of the table stands for.
  public enum Kind: Hashable, Sendable {
    /// One partition's state; the first column is the partition's key.
    case states
    /// One event; the first column is its position.
    case entries
  }

  /// The table's name, as it is in the database.
  public let name: String
  /// What a row stands for.
  public let kind: Kind
  /// The columns; the first is the primary key.
  public let columns: [ReadModelColumn]
  /// The indexes beside that of the primary key.
  public let indexes: [ReadModelIndex]

  /// Describes a table.
  ///
  /// - Precondition: there is a column, and no two have the same name, capitals counted as small ones
  ///   as SQLite does; indexes are over columns that there are.
  public init(
    name: String, kind: Kind, columns: [ReadModelColumn], indexes: [ReadModelIndex] = []
  ) {
    precondition(!columns.isEmpty, "the table \(name) has no columns")
    let names = Set(columns.map { $0.name.lowercased() })
    precondition(names.count == columns.count, "the table \(name) has two columns of one name")
    for column in indexes.flatMap(\.columns) {
      precondition(
        columns.contains { $0.name == column }, "the table \(name) has no column \(column)")
    }
    self.name = name
    self.kind = kind
    self.columns = columns
    self.indexes = indexes
  }
}
