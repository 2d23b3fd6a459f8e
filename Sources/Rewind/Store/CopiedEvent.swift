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

  /// Describes an event to be copied.
  public init(stream: StreamName, version: Int, timestamp: Timestamp?, event: NewEvent) {
    self.stream = stream
    self.version = version
    self.timestamp = timestamp
    self.event = event
  }
}
