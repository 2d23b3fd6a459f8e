public import Rewind

/// What an event did to the rows of a projection.
public struct TouchedRows: Hashable, Sendable {
  /// Whether that could be told.
  public enum Outcome: Hashable, Sendable {
    /// What the projection made of the event, or why it took nothing.
    case step(ProjectionStep)
    /// It could not be told: why, in a line.
    case failed(String)
  }

  /// The projection's name.
  public let projection: String
  /// What the event did, where that could be told.
  public let outcome: Outcome

  /// Says what an event did.
  public init(projection: String, outcome: Outcome) {
    (self.projection, self.outcome) = (projection, outcome)
  }
}
