/// An event that a projection could not take in, kept until it can.
public struct DeadLetter: Hashable, Sendable {
  /// Where the event is in the log.
  public var position: Int
  /// The key of its partition; nil for a damaged line, which has none.
  public var key: String?
  /// Why it is kept: what the projection said, or which event of its partition it waits for.
  public var reason: String
  /// Whether the event itself failed; false for a later one of its partition, which waits.
  public var hasFailed: Bool

  /// Describes a dead letter.
  public init(position: Int, key: String?, reason: String, hasFailed: Bool) {
    self.position = position
    self.key = key
    self.reason = reason
    self.hasFailed = hasFailed
  }
}

/// What a projection does where it cannot take an event in.
public enum ErrorPolicy: String, Hashable, Sendable, CaseIterable {
  /// It stops before the event, and says why.
  case stop
  /// It keeps the event, and the later ones of its partition, as dead letters, and goes on.
  case park
}

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
