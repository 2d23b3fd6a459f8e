/// Events for one stream, and what must hold of it.
public struct StreamAppend: Sendable {
  /// The stream; it begins with its first event.
  public var stream: StreamName
  /// 1 to 10,000 events.
  public var events: [NewEvent]
  /// What must hold of the stream.
  public var expected: ExpectedVersion

  /// Describes an append.
  public init(_ events: [NewEvent], to stream: StreamName, expected: ExpectedVersion = .any) {
    self.stream = stream
    self.events = events
    self.expected = expected
  }
}
