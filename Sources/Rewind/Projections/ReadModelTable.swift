/// A table of a read model.
public struct ReadModelTable: Hashable, Sendable {
  /// What a row of the table stands for.
  public enum Kind: String, Hashable, Sendable {
    /// One partition's state; the first column is the partition's key.
    case states
    /// The half of the state that all rows share: there is one row, of the key ``sharedKey``.
    case shared
    /// One event; the first column is its position.
    case entries
    /// What a projection's script wrote; the first two columns are the position of the event, and a number that tells
    /// what it wrote there apart.
    case outputs
  }

  /// The key of the one row of a table of the kind `shared`.
  public static let sharedKey = "shared"

  /// The table's name, as it is in the database.
  public let name: String
  /// What a row stands for.
  public let kind: Kind
  /// The columns; the first ones are the primary key.
  public let columns: [ReadModelColumn]
  /// The indexes beside that of the primary key.
  public let indexes: [ReadModelIndex]

  /// How many columns are the primary key: one, and of outputs two.
  public var keyCount: Int { kind == .outputs ? 2 : 1 }

  /// Whether rows have keys that are texts; other rows are known by their positions.
  public var hasKeys: Bool { kind == .states || kind == .shared }

  /// The number of the column that holds rows as JSON; nil where there is none.
  public var document: Int? { columns.firstIndex { $0.role == .document } }

  /// Describes a table.
  ///
  /// - Precondition: there are the columns of the key, and no two have the same name, capitals counted as small ones
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
    precondition(columns.count >= keyCount, "the table \(name) has not all columns of its key")
  }

  /// The columns that a projection declares, without those that a database has of documents.
  public var declaredColumns: [ReadModelColumn] { columns.filter(\.isDeclared) }

  /// Whether two rows, given without the key, are the same but for the position of their last events.
  func areSame(_ a: [ReadModelValue]?, _ b: [ReadModelValue]?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return columns.dropFirst().enumerated().allSatisfy { number, column in
      column.role == .lastPosition || a[number] == b[number]
    }
  }
}
