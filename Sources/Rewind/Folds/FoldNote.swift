/// A line that a fold says of an event: its own log, or a warning about its code.
public struct FoldNote: Sendable, Hashable {
  /// Who speaks.
  public enum Kind: Sendable, Hashable {
    /// The fold's author, by `log(...)`.
    case log
    /// Rewind, of what will bite: it is said once for a piece of code.
    case warning
  }

  /// The version of the event, counted from 1; 0 where it is about none.
  public let version: Int
  /// Who speaks.
  public let kind: Kind
  /// What is said.
  public let text: String

  /// Describes a note.
  public init(version: Int, kind: Kind, text: String) {
    self.version = version
    self.kind = kind
    self.text = text
  }
}
