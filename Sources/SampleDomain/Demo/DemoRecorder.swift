internal import Rewind

/// An aggregate of the demo history, with its stream.
struct Live<Folded: Aggregate> {
  let stream: StreamName
  var version = 0
  var aggregate = Folded()

  init(_ stream: StreamName) {
    self.stream = stream
  }
}

/// Where an event comes from: told in its metadata.
struct DemoTrace {
  /// The whole of what belongs together: one order, one transfer.
  var correlation: EventID
  /// The event that led to this one.
  var causation: EventID?
  /// Who or what asked for it, and other remarks.
  var remarks: JSONObject

  var metadata: JSONText {
    var fields: JSONObject = ["correlation_id": .string(correlation.description)]
    if let causation { fields["causation_id"] = .string(causation.description) }
    for (key, value) in remarks { fields[key] = value }
    return JSONValue.object(fields).jsonText
  }

  func caused(by event: EventID) -> DemoTrace {
    DemoTrace(correlation: correlation, causation: event, remarks: remarks)
  }

  func remarking(_ key: String, _ value: JSONValue) -> DemoTrace {
    var copy = self
    copy.remarks[key] = value
    return copy
  }
}

/// Gives events their time, id and metadata, folds them, and keeps them for the store.
struct DemoRecorder {
  private(set) var appends: [DemoHistory.Append] = []
  private var now = DemoCalendar.start
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  /// Goes on to a time, or a moment on where that time has passed.
  mutating func advance(to time: Int64) {
    now = max(now + Int64(random.number(in: 40_000...900_000)), time)
  }

  /// Lets some time pass before what follows.
  mutating func wait(seconds: Int64) {
    advance(to: now + seconds * 1_000_000)
  }

  mutating func makeID() -> EventID {
    EventID(at: Timestamp(microseconds: now), using: &random)
  }

  /// A trace that begins here.
  mutating func trace(by user: String) -> DemoTrace {
    DemoTrace(correlation: makeID(), remarks: ["user_id": .string(user)])
  }

  /// Records what a command made; the answer is the trace for what follows from it.
  @discardableResult
  mutating func record<Folded>(
    _ events: [NewEvent], in live: inout Live<Folded>, _ trace: DemoTrace
  ) throws -> DemoTrace {
    let time = Timestamp(microseconds: now)
    var recorded: [NewEvent] = []
    for var event in events {
      event.id = makeID()
      recorded.append(DemoSchema.stored(event, at: now, trace))
      try live.aggregate.apply(
        EventRecord(
          at: EventPlace(
            stream: live.stream, version: live.version + recorded.count,
            position: 0), type: event.type, timestamp: time, data: event.data))
    }
    appends.append(
      DemoHistory.Append(
        time: time, stream: live.stream, version: live.version, events: recorded))
    live.version += events.count
    advance(to: now)
    return recorded.last.map { trace.caused(by: $0.id) } ?? trace
  }
}
