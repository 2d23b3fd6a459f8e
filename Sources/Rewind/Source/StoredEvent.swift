/// What stands at a position: an event, or a line that is none.
public enum StoredEvent: Sendable {
  case event(EventRecord)
  case damaged(DamagedLine)

  /// The place in the whole log, from 1.
  public var position: Int {
    switch self {
    case .event(let event): event.position
    case .damaged(let line): line.position
    }
  }

  /// The event, or nil for a damaged line.
  public var record: EventRecord? {
    if case .event(let event) = self { event } else { nil }
  }
}
