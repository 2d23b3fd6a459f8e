internal import Rewind

/// All that upcasters made of one event of the log, and the rows that it goes to.
struct ProjectedEvent {
  let position: Int
  /// Those parts that the projection is about, each with the keys of its rows once these are known.
  private(set) var parts: [(event: EventRecord, keys: [String])] = []
  /// Why no part is of the projection; nil where one is.
  private var refusal: PassedReason?
  /// The keys of all its rows, each once; nil where they are not known.
  private(set) var keys: [String]?
  /// Why its keys cannot be told.
  private(set) var failure: String?

  /// Puts the parts of each event together.
  ///
  /// - Parameter refusal: why a part is not of the projection; nil where it is.
  static func all(
    of events: [EventRecord], refusal: (EventRecord) -> PassedReason?
  ) -> [ProjectedEvent] {
    var all: [ProjectedEvent] = []
    for event in events {
      if all.last?.position != event.position { all.append(Self(position: event.position)) }
      all[all.count - 1].add(event, refusal(event))
    }
    return all
  }

  private init(position: Int) {
    self.position = position
  }

  private mutating func add(_ part: EventRecord, _ reason: PassedReason?) {
    if reason == nil { parts.append((part, [])) } else { refusal = reason }
  }

  /// Whether its keys are to be asked for.
  var lacksKeys: Bool { keys == nil && failure == nil && !parts.isEmpty }

  /// Takes the keys of its parts.
  mutating func take(_ keysOfParts: [[String]]) {
    var all: [String] = []
    var known: Set<StreamName> = []
    for (number, keys) in keysOfParts.enumerated() {
      parts[number].keys = keys
      for key in keys where known.insert(StreamName(key)).inserted { all.append(key) }
    }
    keys = all
  }

  /// Notes that its keys cannot be told.
  mutating func fail(_ reason: String) { failure = reason }

  /// Why it goes to no row; nil where it does.
  var passed: PassedReason? {
    if parts.isEmpty { return refusal ?? .otherSource }
    return keys?.isEmpty == true ? .noKey : nil
  }
}
