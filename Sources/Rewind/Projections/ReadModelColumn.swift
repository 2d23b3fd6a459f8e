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
    /// Numbers and texts.
    case any = ""
  }

  /// What a column is there for.
  public enum Role: Hashable, Sendable {
    /// What it holds is a part of the row.
    case value
    /// What it holds is a part of the row, as JSON.
    case json
    /// It holds the row as JSON. The members of the object that are no objects and no arrays have columns of their own
    /// beside it, which the database has of it: not declared, but there as soon as rows have them.
    case document
    /// It is the document's member of a name.
    case member(String)
    /// It holds the position of the last event that the row took, which tells nothing of what the row is.
    case lastPosition
  }

  /// The column's name, as it is in the database.
  public let name: String
  /// What it holds.
  public let content: Content
  /// What it is there for.
  public let role: Role

  /// Whether it is declared; others the database has by itself.
  public var isDeclared: Bool { if case .member = role { false } else { true } }

  /// Describes a column.
  public init(name: String, content: Content, role: Role = .value) {
    self.name = name
    self.content = content
    self.role = role
  }
}
