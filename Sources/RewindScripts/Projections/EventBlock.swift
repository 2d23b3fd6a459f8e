internal import Rewind

/// Events that a session is handed at once, in either way, by their numbers from 0.
enum EventBlock {
  case records([EventRecord])
  case lines(EventLines)

  var count: Int {
    switch self {
    case .records(let events): events.count
    case .lines(let lines): lines.count
    }
  }

  /// An event whole.
  func record(_ index: Int) -> EventRecord {
    switch self {
    case .records(let events): events[index]
    case .lines(let lines): lines.record(index)
    }
  }

  /// How many bytes the data of an event have.
  func dataSize(_ index: Int) -> Int {
    switch self {
    case .records(let events): events[index].data.bytes.count
    case .lines(let lines): lines.dataSize(index)
    }
  }

  /// Which event one is; only of those that upcasters made are there several of a position.
  func place(_ index: Int) -> ProjectionAnswers.Place {
    switch self {
    case .records(let events):
      ProjectionAnswers.Place(position: events[index].position, part: events[index].part)
    case .lines(let lines): ProjectionAnswers.Place(position: lines.position(index), part: 1)
    }
  }

  /// Whether no more of what upcasters made of the same stored event follows it.
  func isLastPart(_ index: Int) -> Bool {
    switch self {
    case .records(let events): events[index].isLastPart
    case .lines: true
    }
  }
}
