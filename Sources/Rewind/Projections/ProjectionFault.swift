/// Why a projection stopped.
public struct ProjectionFault: Hashable, Sendable {
  /// What it stopped at.
  @nonexhaustive
  public enum Cause: String, Hashable, Sendable {
    /// A line that is damaged, or was when the projection first came to it.
    case damagedLine = "damaged line"
    /// An event that the projection or an upcaster threw at.
    case refusedEvent = "refused event"
  }

  /// The position of the event that it could not take in.
  public var position: Int
  /// What it stopped at.
  public var cause: Cause
  /// One line: what the projection, the upcaster or the reader of the line said.
  public var message: String

  /// Describes a fault.
  public init(position: Int, cause: Cause, message: String) {
    self.position = position
    self.cause = cause
    self.message = message
  }
}
