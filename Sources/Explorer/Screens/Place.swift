import Rewind
import TextUI

/// A place that one can come back to.
enum Place: Hashable, Sendable {
  case streams(StreamID?)
  case stream(StreamID, version: Int)
  case log(position: Int)
  case projections(String?)
}

/// The places been, as in a browser: going back keeps what lies ahead until one goes elsewhere.
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

  mutating func forward(from place: Place) -> Place? {
    guard let target = ahead.popLast() else { return nil }
    behind.append(place)
    return target
  }
}
