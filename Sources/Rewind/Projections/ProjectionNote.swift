/// What a projection's script says while it folds, or is warned of.
public struct ProjectionNote: Hashable, Sendable {
  /// The event's position; nil where it is about none.
  public let position: Int?
  /// Who speaks.
  public let kind: FoldNote.Kind
  /// What is said: one line of a warning, any text of a script's own.
  public let text: String

  /// Describes a note.
  public init(position: Int?, kind: FoldNote.Kind, text: String) {
    self.position = position
    self.kind = kind
    self.text = text
  }
}
