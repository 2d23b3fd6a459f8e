public import Rewind

/// What the explorer can ask; every answer depends on the log and the question alone.
public enum Question: Hashable, Sendable {
  /// Which streams are there? O(n log n).
  case streams(StreamQuery)
  /// Which streams' names contain a text, those that start with it first; at most `limit`.
  case completions(String, limit: Int)
  /// What stands at these positions?
  case events([Int])
  /// What is the state of a stream at these versions? 0 is before the first event.
  case states(StreamID, versions: [Int])
  /// How does a number in the state change through versions 1 to `last`?
  case series(StreamID, JSONPath, last: Int, points: Int)
  /// What did the events of these versions leave of a path of the state; nil for what their own data tell?
  case effects(StreamID, JSONPath?, versions: [Int])
  /// Where is the next event of a kind? May take long: progress is welcome.
  case find(Find)
  /// Which places of a list have a text? May take long: answer in parts.
  case hits(HitSearch)
  /// Which events pass a filter? May take long: answer in parts.
  case matches(EventFilter, EventRange)
  /// Which rows does a projection's read model have, now or as of a position? The latter may take
  /// long: progress is welcome.
  case rows(String, RowQuery, at: Int?)
  /// What made the row of a key, through a position or all of the log?
  case rowHistory(String, key: String, through: Int?)
  /// Which event does a projection take next, behind a position, of the row of a key or of all rows, and what does it
  /// make of it? May take long: progress is welcome.
  case step(String, after: Int, ofKey: String?)
  /// What did the event at a position do to the rows of these projections? May take long: answer in parts, in their
  /// order.
  case touchedRows(at: Int, of: [String])
  /// What do the events at these positions say, each on one line? Answer in parts.
  case dataLines([Int])
  /// What caused the event at a position, what did that cause besides, and what did the event itself?
  case relatives(of: Int)
  /// Which events are parked, after a position?
  case deadLetters(String, after: Int, limit: Int)
  /// How do two states of a read model differ?
  case comparison(String, ComparedCopies, limit: Int)
  /// Since when do the first of the rows differ that a rebuild which is ready makes otherwise than the read model has
  /// them? May take long: progress is welcome.
  case differenceStarts(String, limit: Int)
  /// The same of the log's last events alone, which were read ahead of the rest: places are their numbers.
  indirect case ofTail(Question)

  /// What is looked for, where it asks for an event.
  var find: Find? {
    switch self {
    case .find(let find): find
    case .ofTail(let question): question.find
    default: nil
    }
  }

  var lane: Lane {
    switch self {
    case .streams: .streams
    case .completions: .completions
    case .events: .events
    case .states: .states
    case .series: .series
    case .effects: .effects
    case .find: .find
    case .hits: .hits
    case .matches: .matches
    case .rows: .rows
    case .rowHistory: .rowHistory
    case .step: .step
    case .touchedRows: .touchedRows
    case .relatives: .relatives
    case .dataLines: .dataLines
    case .deadLetters: .deadLetters
    case .comparison: .comparison
    case .differenceStarts: .differenceStarts
    case .ofTail(let question): question.lane
    }
  }
}

/// Places to look at: versions of a stream, or positions of the log where `stream` is nil.
public struct EventRange: Hashable, Sendable {
  /// The stream that the versions belong to; nil where the places are positions.
  public var stream: StreamID?
  /// The places, from 1.
  public var places: ClosedRange<Int>

  /// Makes a range.
  public init(stream: StreamID?, places: ClosedRange<Int>) {
    self.stream = stream
    self.places = places
  }
}
