/// An event as another log tells of it: it keeps its version and its time.
public struct CopiedEvent: Sendable {
  /// The stream it belongs to.
  public var stream: StreamName
  /// Its place in the stream: 1, 2, 3 ...
  public var version: Int
  /// When it was recorded; nil where the log does not say, for the time of the copy.
  public var timestamp: Timestamp?
  /// What happened, with the id that it has in the store.
  public var event: NewEvent
  /// Whether the log gives the event no id, so that one was made: it is the same event then where the store has
  /// it under another.
  public var hasMadeID: Bool

  /// Describes an event to be copied.
  public init(
    stream: StreamName, version: Int, timestamp: Timestamp?, event: NewEvent,
    hasMadeID: Bool = false
  ) {
    self.stream = stream
    self.version = version
    self.timestamp = timestamp
    self.event = event
    self.hasMadeID = hasMadeID
  }
}
