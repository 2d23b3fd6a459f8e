import Rewind

/// A place that keys lead to and come back to.
enum Place: Hashable, Sendable {
  /// A screen as it was left.
  case screen(Screen)
  /// The streams, with one of them selected.
  case streams(StreamID?)
  /// A stream at a version, at its last one where nil, with the cursor of State on a path.
  case stream(StreamID, version: Int?, path: JSONPath? = nil)
  /// All events, at a position; nil for the one last shown.
  case allEvents(position: Int?)
  /// All events that pass a filter.
  case events(EventFilter)
  /// A projection.
  case projection(String?)
  /// A row of a projection's read model, as it is now: the number of its table, and its key; of an entry its position.
  case row(projection: String, table: Int, key: String)

  /// The screen that it is on.
  var screen: Screen {
    switch self {
    case .screen(let screen): screen
    case .streams: .streams
    case .stream: .stream
    case .allEvents, .events: .allEvents
    case .projection, .row: .projections
    }
  }
}

/// The places visited, as in a browser: going back keeps those ahead until another place is gone to.
struct Places: Hashable, Sendable {
  private static let limit = 200
  private(set) var behind: [Place] = []
  private(set) var ahead: [Place] = []

  /// Notes the place that is about to be left for another.
  mutating func leave(_ place: Place) {
    ahead = []
    guard behind.last != place else { return }
    behind.append(place)
    if behind.count > Self.limit { behind.removeFirst() }
  }

  mutating func back(from place: Place) -> Place? {
    guard let target = behind.popLast() else { return nil }
    ahead.append(place)
    return target
  }

  /// Gives places among events that were read ahead their positions, once the log has been read whole.
  mutating func arrive(from ahead: ReadAhead, in log: LogSnapshot) {
    func arrived(_ place: Place) -> Place {
      guard case .allEvents(let place?) = place, place >= ReadAhead.gap else { return place }
      return .allEvents(position: ahead.position(of: place, in: log))
    }
    (behind, self.ahead) = (behind.map(arrived), self.ahead.map(arrived))
  }

  mutating func forward(from place: Place) -> Place? {
    guard let target = ahead.popLast() else { return nil }
    behind.append(place)
    return target
  }
}
