import Rewind
import TextUI

/// What has been read of the log: the latest answers, never more than a screen can use.
struct Content: Sendable {
  /// How a category's states are folded.
  enum Fold: Hashable, Sendable {
    case aggregate(String)
    case lastValues
  }
  struct StateKey: Hashable, Sendable {
    var stream: StreamID
    var version: Int
  }
  struct SeriesKey: Hashable, Sendable {
    var stream: StreamID
    var path: JSONPath
    var last: Int
  }

  private(set) var events = Bounded<Int, ReadEvent>(limit: 64)
  private(set) var states = Bounded<StateKey, StateAtVersion>(limit: 32)
  private(set) var series = Bounded<SeriesKey, ValueSeries>(limit: 16)
  private(set) var folds = Bounded<StreamID, Fold>(limit: 64)

  mutating func add(_ events: [StoredEvent], _ upcasts: [Int: Result<Upcast, UpcastError>]) {
    for event in events {
      self.events[event.position] = ReadEvent(stored: event, upcast: upcasts[event.position])
    }
  }

  mutating func add(_ states: [StateAtVersion], of stream: StreamID, fold: String?) {
    folds[stream] = fold.map { .aggregate($0) } ?? .lastValues
    for state in states { self.states[StateKey(stream: stream, version: state.version)] = state }
  }

  mutating func add(_ values: ValueSeries, for key: SeriesKey) { series[key] = values }
}

/// A dictionary that keeps the latest entries only.
struct Bounded<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var values: [Key: Value] = [:]
  private var order: [Key] = []
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  subscript(key: Key) -> Value? {
    get { values[key] }
    set {
      guard let newValue else { return }
      if values.updateValue(newValue, forKey: key) != nil {
        order.removeAll { $0 == key }
      } else if order.count == limit {
        values[order.removeFirst()] = nil
      }
      order.append(key)
    }
  }
}
