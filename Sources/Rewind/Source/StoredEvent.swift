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

  /// The event, or nil for a damaged line.
  public var record: EventRecord? {
    if case .event(let event) = self { event } else { nil }
  }
}
