/// What an index knows of one line.
public struct EventEntry: Hashable, Sendable {
  /// The place in the whole log, from 1.
  public let position: Int
  /// The event's stream; nil for a damaged line.
  public let stream: StreamID?
  /// The event's type; nil for a damaged line.
  public let type: TypeID?
  /// When it was recorded; nil for a damaged line and where the log has no time.
  public let timestamp: Timestamp?

  /// Whether the line is no valid event.
  public var isDamaged: Bool { stream == nil }
}
