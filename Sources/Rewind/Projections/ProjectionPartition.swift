/// What a projection's rows stand for; the events of one partition are folded in order, those of
/// different ones, where the log itself tells them apart, on whichever core is free.
public enum ProjectionPartition: String, Hashable, Sendable {
  /// A row for each stream.
  case stream
  /// A row for each type of event, as it is stored: upcasters do not move an event to another row.
  case type
  /// One row for all events.
  case whole = "all"
  /// A row for each of the keys that ``Projection/keys(for:)`` takes out of the events.
  case keys = "key"
}

extension ProjectionPartition {
  /// The key of the one row for all events.
  static let wholeKey = "all"

  /// The key of the row that an event goes to, where it can be told without the projection.
  func key(of event: EventRecord) -> String? {
    switch self {
    case .stream: event.stream.rawValue
    case .type: event.storedType ?? event.type
    case .whole: Self.wholeKey
    case .keys: nil
    }
  }
}
