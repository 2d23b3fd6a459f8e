import Explorer
import Rewind

extension QuestionAnswerer {
  static var batchSize: Int { 512 }

  /// What a search finds.
  func answer(to find: Find, _ log: LogSnapshot, _ reply: Reply) throws -> Answer {
    switch find.sought {
    case .fault: return .found(try faultPlace(find, log, reply))
    case .change(let path): return .found(try changePlace(find, path, log, reply))
    case .type(let type):
      let range = SearchedRange(find.range, in: log.index)
      return .found(
        range.place(find.direction, count: find.count) {
          log.index[range.position(of: $0)].type == type
        })
    case .text(let pattern), .mention(let pattern, _):
      return .found(try eventPlace(find, log, reply) { $0.matches(pattern) })
    case .id(let id), .carrier(let id): return try answer(toSearchFor: id, log, reply)
    }
  }

  /// Tells the events that pass a filter, in parts.
  func tellMatches(
    of filter: EventFilter, _ asked: EventRange, _ log: LogSnapshot, _ reply: Reply
  ) throws {
    let range = SearchedRange(asked, in: log.index)
    if case .carrying(let id) = filter, asked.stream == nil {
      try tellCarriers(of: id, in: range.places, log, reply)
    } else {
      try tellMatches(of: filter, range, log, reply)
    }
    guard range.places.upperBound <= asked.places.upperBound else { return }
    // What the log does not have passes no filter, and is looked at no more.
    reply.tell(.matches([], through: asked.places.upperBound))
  }

  private func tellMatches(
    of filter: EventFilter, _ range: SearchedRange, _ log: LogSnapshot, _ reply: Reply
  ) throws {
    for batch in range.batches(of: 4 * Self.batchSize) {
      try reply.checkWanted()
      let found: [Int]
      switch filter {
      case .type(let type):
        found = batch.filter { log.index[range.position(of: $0)].type == type }
      case .text(let pattern):
        let events = try log.events(at: batch.map(range.position))
        found = zip(batch, events).filter { $0.1.matches(pattern) }.map(\.0)
      case .carrying(let id):
        let events = try log.events(at: batch.map(range.position))
        found = zip(batch, events).filter { $0.1.record?.carries(id) == true }.map(\.0)
      }
      reply.tell(.matches(found, through: batch.upperBound - 1))
    }
  }

  /// Looks at the events of a range in batches until as many hits are found as were asked for.
  private func eventPlace(
    _ find: Find, _ log: LogSnapshot, _ reply: Reply, _ isHit: (StoredEvent) -> Bool
  ) throws -> Int? {
    let range = SearchedRange(find.range, in: log.index)
    var left = max(1, find.count)
    var last: Int?
    var looked = 0
    for batch in range.batches(of: Self.batchSize, find.direction) {
      try reply.checkWanted()
      let events = try log.events(at: batch.map(range.position))
      let hits = zip(batch, events).filter { isHit($0.1) }.map(\.0)
      for place in find.direction == .forward ? hits : hits.reversed() {
        last = place
        left -= 1
        if left == 0 { return place }
      }
      looked += batch.count
      reply.tell(.progress(Double(looked) / Double(range.places.count)))
    }
    return last
  }
}

// MARK: - States

extension QuestionAnswerer {
  private func changePlace(
    _ find: Find, _ path: JSONPath, _ log: LogSnapshot, _ reply: Reply
  ) throws -> Int? {
    guard let stream = find.range.stream else { return nil }
    let range = SearchedRange(find.range, in: log.index)
    return try walk(over: stream, log) { timeline in
      var looked = 0
      return try range.place(find.direction, count: find.count) { version in
        looked += 1
        if looked % Self.batchSize == 0 {
          try reply.checkWanted()
          reply.tell(.progress(Double(looked) / Double(range.places.count)))
        }
        let after = try timeline.state(at: version).value?[path: path]
        return try timeline.state(at: version - 1).value?[path: path] != after
      }
    }
  }

  private func faultPlace(_ find: Find, _ log: LogSnapshot, _ reply: Reply) throws -> Int? {
    let range = SearchedRange(find.range, in: log.index)
    guard let stream = find.range.stream else {
      let damaged = Set(log.index.damagedPositions)
      return range.place(find.direction, count: find.count) { damaged.contains($0) }
    }
    return try walk(over: stream, log) { timeline in
      try range.place(find.direction, count: find.count) { version in
        try reply.checkWanted()
        do {
          return try timeline.state(at: version).fault != nil
        } catch is StoppedFoldError {
          return false
        }
      }
    }
  }
}

extension StoredEvent {
  /// Whether a text is in the name of the event's stream, in its type, data or metadata, or in a
  /// damaged line's bytes.
  func matches(_ pattern: TextPattern) -> Bool {
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
