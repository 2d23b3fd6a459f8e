/// The projections that every log has, whatever its events are about.
public enum BuiltInProjections {
  /// `streams` and `event_types`.
  public static let all: [ProjectionDefinition] = [
    ProjectionDefinition(StreamCounts()), ProjectionDefinition(TypeCounts()),
  ]
}

/// A row for each stream: how many events, first and last when.
private struct StreamCounts: Projection {
  struct Row: ReadModelRow {
    var events = 0
    var firstTime: Timestamp?
    var lastTime: Timestamp?

    mutating func columns(_ column: inout ColumnMapper) {
      column("events", &events)
      column("first_time", &firstTime)
      column("last_time", &lastTime)
    }
  }

  let name = "streams"
  let selection = EventSelection.all

  func apply(_ event: EventRecord, to row: inout Row?) {
    var counts = row ?? Row()
    counts.events += 1
    counts.firstTime = counts.firstTime ?? event.timestamp
    counts.lastTime = event.timestamp ?? counts.lastTime
    row = counts
  }
}

/// A row for each type of event: how many there are, first and last where.
private struct TypeCounts: Projection {
  struct Row: ReadModelRow {
    var events = 0
    var firstPosition = 0
    var lastPosition = 0

    mutating func columns(_ column: inout ColumnMapper) {
      column("events", &events)
      column("first_position", &firstPosition)
      column("last_position", &lastPosition)
    }
  }

  let name = "event_types"
  let selection = EventSelection.all
  let partition = ProjectionPartition.type

  func apply(_ event: EventRecord, to row: inout Row?) {
    var counts = row ?? Row(events: 0, firstPosition: event.shownPosition)
    counts.events += 1
    counts.lastPosition = event.shownPosition
    row = counts
  }
}
