public import Rewind

/// What a store must hold: the events in order, in a plain array.
public struct HistoryModel: Sendable {
  /// An event as it was acknowledged.
  public struct Event: Sendable {
    var stream: StreamName
    var version: Int
    var timestamp: Timestamp
    var event: NewEvent
    /// How many events its append had, and the place of the first one.
    var append: ClosedRange<Int>
  }

  /// The events, in the order of their positions.
  public private(set) var events: [Event] = []

  /// The last version of a stream; 0 where it has none.
  func lastVersion(of stream: StreamName) -> Int {
    events.last { $0.stream == stream }?.version ?? 0
  }

  mutating func append(_ new: [NewEvent], to stream: StreamName, at time: Timestamp) {
    let time = max(time, events.last?.timestamp ?? time)
    let version = lastVersion(of: stream)
    let positions = events.count + 1...events.count + new.count
    for (offset, event) in new.enumerated() {
      events.append(
        Event(
          stream: stream, version: version + offset + 1, timestamp: time, event: event,
          append: positions))
    }
  }

  /// The line of an event as a reader tells it.
  static func text(
    _ position: Int, _ stream: StreamName, _ version: Int, _ type: String, _ id: String?,
    _ time: Timestamp?, _ data: JSONText, _ metadata: JSONText?
  ) -> String {
    "\(position) \(stream) v\(version) \(type) \(id ?? "-") \(time?.rfc3339 ?? "-")"
      + " \(data) \(metadata?.description ?? "-")"
  }

  /// All events as text.
  var lines: [String] {
    zip(1..., events).map { position, event in
      Self.text(
        position, event.stream, event.version, event.event.type, event.event.id.description,
        event.timestamp, event.event.data.singleLine(), event.event.metadata?.singleLine())
    }
  }

  /// The rows that ``HistorySums`` must have made of the events up to a position.
  func sums(through position: Int) -> [String: [ReadModelValue]] {
    var rows: [String: HistorySums.Row] = [:]
    for event in events[..<position] {
      var row = rows[event.stream.rawValue] ?? HistorySums.Row()
      row.sum += event.event.data["amount"]?.int ?? 0
      row.events += 1
      row.lastType = event.event.type
      rows[event.stream.rawValue] = row
    }
    return rows.mapValues {
      [.integer($0.sum), .integer($0.events), .text($0.lastType)]
    }
  }
}

/// A read model of any history: what each stream comes to.
public struct HistorySums: Projection {
  /// A stream's row.
  public struct Row: ReadModelRow {
    var sum = 0
    var events = 0
    var lastType = ""

    /// An empty row.
    public init() {}

    /// The columns.
    public mutating func columns(_ column: inout ColumnMapper) {
      column("sum", &sum)
      column("events", &events)
      column("last_type", &lastType)
    }
  }

  /// Its name.
  public let name = "history_sums"
  /// All events.
  public let selection = EventSelection.all

  /// The projection.
  public init() {}

  /// Adds an event's amount.
  public func apply(_ event: EventRecord, to row: inout Row?) {
    var sums = row ?? Row()
    sums.sum += event.data["amount"]?.int ?? 0
    sums.events += 1
    sums.lastType = event.type
    row = sums
  }
}
