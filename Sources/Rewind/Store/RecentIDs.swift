/// The ids of the last events of the streams that were appended to, to recognise repeated appends.
struct RecentIDs {
  /// How many of a stream's last events are looked at.
  static let reach = 1000
  private static let streamLimit = 1000

  private struct Known {
    /// The version of each id.
    var versions: [String: Int] = [:]
    /// The last version that was taken in.
    var last = 0
  }

  private var streams: [StreamName: Known] = [:]

  /// The result of an earlier append of these events, or nil where there was none.
  ///
  /// - Throws: ``StoreError/repeatedID(_:stream:version:)`` where the ids are known with other content.
  mutating func repeated(
    _ events: [NewEvent], stream: StreamID, in log: EventLog, expected: ExpectedVersion
  ) throws -> AppendResult? {
    let count = log.index.stream(stream).eventCount
    let first: Int
    switch expected {
    case .exactly(let version): first = version + 1
    case .noStream: first = 1
    case .any, .streamExists:
      let known = try known(of: stream, count: count, in: log)
      guard let version = known.versions[events[0].id.description] else { return nil }
      first = version
    }
    guard first >= 1, first + events.count - 1 <= count else { return nil }
    return try Self.match(events, stream: stream, first: first, in: log)
  }

  /// Remembers the ids of events that were appended, from a version on.
  mutating func add(_ events: [NewEvent], to stream: StreamName, first: Int) {
    guard streams[stream]?.last == first - 1 else { return }
    for (offset, event) in events.enumerated() {
      streams[stream]?.versions[event.id.description] = first + offset
    }
    streams[stream]?.last = first + events.count - 1
  }

  /// The ids of a stream's last events, with those that others appended since the last look.
  private mutating func known(of stream: StreamID, count: Int, in log: EventLog) throws -> Known {
    let name = log.index.stream(stream).name
    var known = streams[name] ?? Known()
    let first = max(known.last + 1, count - Self.reach + 1)
    if first <= count {
      for event in try log.events(of: stream, versions: first..<count + 1) {
        guard let record = event.record, let id = record.id else { continue }
        known.versions[id] = record.version
      }
    }
    known.last = count
    if known.versions.count > 2 * Self.reach {
      known.versions = known.versions.filter { $0.value > count - Self.reach }
    }
    if streams.count >= Self.streamLimit { streams.removeAll() }
    streams[name] = known
    return known
  }

  private static func match(
    _ events: [NewEvent], stream: StreamID, first: Int, in log: EventLog
  ) throws -> AppendResult? {
    let versions = first..<first + events.count
    let stored = try log.events(of: stream, versions: versions).compactMap(\.record)
    guard stored.count == events.count else { return nil }
    let pairs = zip(stored, events)
    guard pairs.allSatisfy({ $0.id == $1.id.description }) else { return nil }
    for (record, event) in pairs where !record.hasContent(of: event) {
      throw StoreError.repeatedID(event.id, stream: record.stream, version: record.shownVersion)
    }
    return AppendResult(
      versions: stored[0].shownVersion...stored[stored.count - 1].shownVersion,
      positions: stored[0].shownPosition...stored[stored.count - 1].shownPosition, isRepeat: true)
  }
}

extension EventRecord {
  fileprivate func hasContent(of event: NewEvent) -> Bool {
    type == event.type && data == event.data.singleLine()
      && metadata == event.metadata?.singleLine()
  }
}
