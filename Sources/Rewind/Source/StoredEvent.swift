/// The line at a position: an event, or a damaged line.
public enum StoredEvent: Sendable {
  /// A valid event, as it is stored.
  case event(EventRecord)
  /// A line that is no valid event.
  case damaged(DamagedLine)

  /// The place in the whole log, from 1.
  public var position: Int {
    switch self {
    case .event(let event): event.position
    case .damaged(let line): line.position
    }
  }

  /// How many bytes its content has, about.
  var size: Int {
    switch self {
    case .event(let event): event.content.size
    case .damaged(let line): line.bytes.count
    }
  }

  /// Calls a body with an event's type and the text of its data, of which nothing is copied.
  ///
  /// - Returns: whether it is an event, and no damaged line.
  package func withTypeAndData(
    _ body: (_ type: String, _ data: UnsafeBufferPointer<UInt8>) -> Void
  ) -> Bool {
    guard case .event(let event) = self else { return false }
    event.content.withData { body(event.type, $0) }
    return true
  }

  /// The event, or nil for a damaged line.
  public var record: EventRecord? {
    if case .event(let event) = self { event } else { nil }
  }
}
