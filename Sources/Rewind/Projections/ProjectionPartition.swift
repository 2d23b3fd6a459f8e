/// What a projection's rows stand for; the events of one partition are folded in order, those of
/// different ones on whichever core is free.
public enum ProjectionPartition: String, Hashable, Sendable {
  /// A row for each stream.
  case stream
  /// A row for each type of event, as it is stored: upcasters do not move an event to another row.
  case type
  /// One row for all events.
  case whole = "all"
}
