import Explorer
import Rewind

extension Answering {
  private static var batchSize: Int { 512 }

  /// The place that a search finds; nil where there is none.
  func place(of find: Find, _ reply: borrowing Reply) throws -> Int? {
    switch find.sought {
    case .fault: return try faultPlace(find, reply)
    case .change(let path): return try changePlace(find, path, reply)
    case .type(let type):
      let index = log.index
      let position = positions(of: find.range, index)
      return find.search { index[position($0)].type == type }
    case .text(let pattern):
      return try eventPlace(find, reply) { $0.matches(pattern) }
    case .id(let id):
      let wanted = id.lowercased()
      return try eventPlace(find, reply) { $0.record?.id?.lowercased() == wanted }
    }
  }

  /// Reports the events that pass a filter, in parts.
  func matches(_ filter: EventFilter, _ range: EventRange, _ reply: borrowing Reply) throws {
    let index = log.index
    let position = positions(of: range, index)
    var next = range.places.lowerBound
    while next <= range.places.upperBound {
      try reply.checkWanted()
      let through = min(next + 4 * Self.batchSize - 1, range.places.upperBound)
      let found: [Int]
      switch filter {
      case .type(let type):
        found = (next...through).filter { index[position($0)].type == type }
      case .text(let pattern):
        let events = try log.events(at: (next...through).map(position))
        found = zip(next...through, events).filter { $0.1.matches(pattern) }.map(\.0)
      }
      reply.send(.matches(found, through: through))
      next = through + 1
    }
  }

  /// Where in the log the places of a range are.
  private func positions(of range: EventRange, _ index: LogIndex) -> (Int) -> Int {
    guard let positions = range.stream.map(index.positions(of:)) else { return { $0 } }
    return { positions[$0 - 1] }
  }

  /// Looks at the events of a range in batches until as many hits are found as were asked for.
  private func eventPlace(
    _ find: Find, _ reply: borrowing Reply, _ isHit: (StoredEvent) -> Bool
  ) throws -> Int? {
    let position = positions(of: find.range, log.index)
    let places = find.range.places
    var left = max(1, find.count)
    var last: Int?
    for batch in find.batches(of: Self.batchSize) {
      try reply.checkWanted()
      let events = try log.events(at: batch.map(position))
      let hits = zip(batch, events).filter { isHit($0.1) }.map(\.0)
      for place in find.direction == .forward ? hits : hits.reversed() {
        last = place
        left -= 1
        if left == 0 { return place }
      }
      let done =
        find.direction == .forward
        ? batch.upperBound - places.lowerBound : places.upperBound - batch.lowerBound
      reply.send(.progress(Double(done) / Double(max(1, places.count))))
    }
    return last
  }
}

// MARK: - States

extension Answering {
  private func changePlace(
    _ find: Find, _ path: JSONPath, _ reply: borrowing Reply
  ) throws -> Int? {
    guard let stream = find.range.stream else { return nil }
    return try walk(stream) { timeline in
      var looked = 0
      return try find.search { version in
        looked += 1
        if looked % Self.batchSize == 0 {
          try reply.checkWanted()
          reply.send(.progress(Double(looked) / Double(find.range.places.count)))
        }
        guard version > 0 else { return false }
        let after = try timeline.state(at: version).value?[path: path]
        return try timeline.state(at: version - 1).value?[path: path] != after
      }
    }
  }

  private func faultPlace(_ find: Find, _ reply: borrowing Reply) throws -> Int? {
    guard let stream = find.range.stream else {
      let damaged = Set(log.index.damagedPositions)
      return find.search { damaged.contains($0) }
    }
    return try walk(stream) { timeline in
      try find.search { version in
        try reply.checkWanted()
        return try timeline.state(at: version).fault != nil
      }
    }
  }

  /// A number of the state through the versions of a stream, in as many parts as were asked for.
  func series(
    _ stream: StreamID, _ path: JSONPath, last: Int, points: Int, _ reply: borrowing Reply
  ) throws -> ValueSeries {
    try walk(stream) { timeline in
      var values = [Double?](repeating: nil, count: max(1, points))
      var range: ClosedRange<Double>?
      for version in stride(from: 1, through: last, by: 1) {
        if version % Self.batchSize == 0 { try reply.checkWanted() }
        let number = try timeline.state(at: version).value?[path: path]?.finiteNumber
        values[(version - 1) * values.count / last] = number
        guard let number else { continue }
        range = min(range?.lowerBound ?? number, number)...max(range?.upperBound ?? number, number)
      }
      return ValueSeries(values: values, range: range)
    }
  }
}

extension Find {
  /// The place of the last of as many hits as were asked for; fewer where there are no more.
  fileprivate func search(_ isHit: (Int) throws -> Bool) rethrows -> Int? {
    var left = max(1, count)
    var last: Int?
    let order = stride(
      from: direction == .forward ? range.places.lowerBound : range.places.upperBound,
      through: direction == .forward ? range.places.upperBound : range.places.lowerBound,
      by: direction == .forward ? 1 : -1)
    for place in order where try isHit(place) {
      last = place
      left -= 1
      if left == 0 { break }
    }
    return last
  }

  /// The range cut into batches, in the order of the search.
  fileprivate func batches(of size: Int) -> [ClosedRange<Int>] {
    let places = range.places
    let batches = stride(from: places.lowerBound, through: places.upperBound, by: size).map {
      $0...min($0 + size - 1, places.upperBound)
    }
    return direction == .forward ? batches : batches.reversed()
  }
}

extension StoredEvent {
  /// Whether a text is in the event's stream, type, data or metadata, or in a damaged line's bytes.
  fileprivate func matches(_ pattern: TextPattern) -> Bool {
    switch self {
    case .event(let event):
      pattern.matches(
        anyOf: [
          Array(event.stream.rawValue.utf8)[...], Array(event.type.utf8)[...], event.data.bytes,
          event.metadata?.bytes ?? [],
        ])
    case .damaged(let line): pattern.matches(anyOf: [line.bytes[...]])
    }
  }
}

extension LogIndex {
  /// Where in a list of streams the next one stands whose name matches.
  func place(of find: StreamFind) -> Int? {
    let places = Array(find.range.clamped(to: find.streams.indices))
    let hits = (find.direction == .forward ? places : places.reversed()).lazy.filter { place in
      find.pattern.matches(self.stream(find.streams[place]).name.rawValue)
    }
    return Array(hits.prefix(max(1, find.count))).last
  }
}

extension JSONValue {
  /// The number, where it is one that a chart can show.
  fileprivate var finiteNumber: Double? {
    if case .number(let number) = self, number.double.isFinite { number.double } else { nil }
  }
}
