/// A column of a read model's table.
public struct ReadModelColumn: Hashable, Sendable {
  /// What a column holds, besides null.
  public enum Content: String, Hashable, Sendable {
    /// Whole numbers.
    case integer = "INTEGER"
    /// Numbers with a fraction.
    case real = "REAL"
    /// Texts.
    case text = "TEXT"
  }

  /// The column's name, as it is in the database.
  public let name: String
  /// What it holds.
  public let content: Content

  /// Describes a column.
  public init(name: String, content: Content) {
    self.name = name
    self.content = content
  }
}
