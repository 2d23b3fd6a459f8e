public import Rewind

/// What the explorer wants done; the runtime does it and answers with a ``Message``.
public enum Effect: Hashable, Sendable {
  /// Answer a question, beside the loop, with ``Message/answer(token:_:)``.
  ///
  /// An unfinished request of the same ``Request/lane`` is out of date: stop it.
  case ask(Request)
  /// Stop the unfinished request of a lane; nobody waits for it.
  case cancel(Lane)
  /// Put a text where the person can paste it; answer with ``Message/notice(_:)``, or with
  /// ``Message/copyFailed(_:)`` where nothing takes it.
  case copy(String, what: String)
  /// Do some work on projections.
  case project(ProjectionOrder)
  /// Turn the reporting of the mouse on or off.
  case setMouse(Bool)
  /// Stop the process as Ctrl-Z does in a shell, and draw whole on return.
  case suspend
  /// Forget what is on the terminal and draw whole.
  case redraw
  /// End the program.
  case quit
}

/// A question, what it is about, and the token its answers carry.
public struct Request: Sendable {
  /// Tells the answers of this request from those of others.
  public let token: Int
  /// What is asked.
  public let question: Question
  /// The log as the explorer showed it then: streams and positions of the question are those of it.
  public let log: LogSnapshot

  /// What the request competes with.
  public var lane: Lane { question.lane }
}

extension Request: Hashable {
  /// Whether two are the same request: the token tells that, the log goes with it.
  public static func == (a: Request, b: Request) -> Bool {
    a.token == b.token && a.question == b.question
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(token)
    hasher.combine(question)
  }
}

/// Questions of one lane follow each other: there is at most one unfinished request in each.
public enum Lane: Hashable, Sendable, CaseIterable {
  case streams, completions, events, states, series, find, matches
  case rows, rowHistory, deadLetters, comparison
}

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
  /// Where is the next event of a kind? May take long: progress is welcome.
  case find(Find)
  /// Where is the next of these streams whose name matches?
  case findStream(StreamFind)
  /// Which events pass a filter? May take long: answer in parts.
  case matches(EventFilter, EventRange)
  /// Which rows does a projection's read model have, now or as of a position? The latter may take
  /// long: progress is welcome.
  case rows(String, RowQuery, at: Int?)
  /// What made the row of a key, through a position or all of the log?
  case rowHistory(String, key: String, through: Int?)
  /// Which events are parked, after a position?
  case deadLetters(String, after: Int, limit: Int)
  /// How do two states of a read model differ?
  case comparison(String, ComparedCopies, limit: Int)

  var lane: Lane {
    switch self {
    case .streams: .streams
    case .completions: .completions
    case .events: .events
    case .states: .states
    case .series: .series
    case .find, .findStream: .find
    case .matches: .matches
    case .rows: .rows
    case .rowHistory: .rowHistory
    case .deadLetters: .deadLetters
    case .comparison: .comparison
    }
  }
}

/// Places to look at: versions of a stream, or positions of the log where `stream` is nil.
public struct EventRange: Hashable, Sendable {
  /// The stream whose versions the places are; nil for positions.
  public var stream: StreamID?
  /// The places, from 1.
  public var places: ClosedRange<Int>

  /// Makes a range.
  public init(stream: StreamID?, places: ClosedRange<Int>) {
    self.stream = stream
    self.places = places
  }
}

/// A search for one place; the answer is a place of the range.
public struct Find: Hashable, Sendable {
  /// What is looked for.
  public enum Sought: Hashable, Sendable {
    /// An event whose stream's name, type, data or metadata matches; a damaged line counts by its bytes.
    case text(TextPattern)
    /// An event of a type.
    case type(TypeID)
    /// An event with an id, as the log spells it, in any case.
    case id(String)
    /// A version whose state differs from the version before at a path, also by being there or not.
    case change(JSONPath)
    /// A version whose event makes the fold throw.
    case fault
  }
  /// From which end of the range to look.
  public enum Direction: Hashable, Sendable { case forward, backward }

  /// What is looked for.
  public var sought: Sought
  /// Where it is looked for.
  public var range: EventRange
  /// From which end of the range.
  public var direction: Direction
  /// Which of the hits, from 1; where there are fewer, the last of them is the answer.
  public var count: Int
}

/// A search for a stream by its name, in the order of a list; the answer is an index of `streams`.
public struct StreamFind: Hashable, Sendable {
  /// What the name matches.
  public var pattern: TextPattern
  /// The list.
  public var streams: [StreamID]
  /// Which part of the list to look at.
  public var range: Range<Int>
  /// From which end of the range.
  public var direction: Find.Direction
  /// Which of the hits, from 1; where there are fewer, the last of them is the answer.
  public var count: Int
}

/// Which events a list of events shows.
public enum EventFilter: Hashable, Sendable {
  /// Those whose stream's name, type, data or metadata matches a text; damaged lines by their bytes.
  case text(TextPattern)
  /// Those of a type.
  case type(TypeID)
}
