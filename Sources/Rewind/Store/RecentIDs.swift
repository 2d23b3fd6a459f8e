/// The ids of the last events of the streams that were appended to, to recognise repeated appends.
struct RecentIDs {
  /// How many of a stream's last events are looked at.
  static let reach = 1000
  /// How many ids are kept of all streams; beyond it they are forgotten, and read again where needed.
  private static let limit = 1 << 18

  /// What is known of one stream.
  private struct Known {
    /// The version of each id.
    var versions: [EventID: Int] = [:]
    /// The last version that was taken in.
    var last = 0

    mutating func add(_ events: [NewEvent]) {
      versions.reserveCapacity(versions.count + events.count)
      for event in events {
        last += 1
        versions[event.id] = last
      }
      prune()
    }

    mutating func prune() {
      guard versions.count > 2 * RecentIDs.reach else { return }
      versions = versions.filter { $0.value > last - RecentIDs.reach }
    }
  }

  private var streams: [StreamID: Known] = [:]
  /// How many ids were taken in since all were forgotten.
  private var count = 0

  /// The result of an earlier append of the same events, or nil where there was none.
  ///
  /// - Parameters:
  ///   - stream: the request's stream.
  ///   - standing: where it stands.
  ///   - log: takes a snapshot of the log, which is asked for only where the log has to be looked at.
  /// - Throws: ``StoreError/repeatedID(_:stream:version:)`` where the ids are known with other content,
  ///   ``StoreError/repeatedInPart(_:stream:version:)`` where some are known and others are not.
  mutating func repeated(
    _ request: StreamAppend, stream: StreamID, _ standing: StreamStanding, in log: () -> LogSnapshot
  ) throws -> AppendResult? {
    let first: Int?
    switch request.expected {
    case .exactly(let version):
      first = version < standing.version ? log().index.version(shown: version + 1, in: stream) : nil
    case .noStream: first = 1
    case .any, .streamExists:
      try learn(stream, count: standing.eventCount, in: log)
      return try knownAppend(of: request, stream: stream, standing, in: log)
    }
    guard let first, first >= 1, first + request.events.count - 1 <= standing.eventCount else {
      return nil
    }
    return try Self.match(request.events, stream: stream, first: first, in: log)
  }

  /// The result of the earlier append that the last known of a request's ids is of; nil where none is.
  private func knownAppend(
    of request: StreamAppend, stream: StreamID, _ standing: StreamStanding,
    in log: () -> LogSnapshot
  ) throws -> AppendResult? {
    guard let versions = streams[stream]?.versions,
      let index = request.events.lastIndex(where: { versions[$0.id] != nil }),
      let version = versions[request.events[index].id]
    else { return nil }
    let first = version - index
    if first >= 1, first + request.events.count - 1 <= standing.eventCount,
      let result = try Self.match(request.events, stream: stream, first: first, in: log)
    {
      return result
    }
    throw StoreError.repeatedInPart(
      request.events[index].id, stream: request.stream, version: version)
  }

  /// Remembers the ids of an append that was written from a version on.
  ///
  /// Not where the append asserted its version, which is what tells a repeat then; nor where ids before
  /// them are not known, which are read with them when they are needed.
  mutating func add(_ request: StreamAppend, first: Int, in log: EventLog) {
    guard request.expected == .any || request.expected == .streamExists,
      let stream = log.standing(of: request.stream).id
    else { return }
    if first == 1 { streams[stream] = Known() }
    guard streams[stream]?.last == first - 1 else { return }
    makeRoom(for: request.events.count)
    streams[stream]?.add(request.events)
  }

  /// Takes in the ids of a stream's last events that others appended since the last look.
  private mutating func learn(_ stream: StreamID, count: Int, in log: () -> LogSnapshot) throws {
    let first = max((streams[stream]?.last ?? 0) + 1, count - Self.reach + 1)
    guard first <= count else { return }
    let events = try log().events(of: stream, versions: first..<count + 1)
    makeRoom(for: events.count)
    var known = streams.removeValue(forKey: stream) ?? Known()
    for event in events {
      guard let record = event.record, let id = record.id.flatMap({ EventID($0) }) else { continue }
      known.versions[id] = record.version
    }
    known.last = count
    known.prune()
    streams[stream] = known
  }

  private mutating func makeRoom(for more: Int) {
    count += more
    guard count > Self.limit else { return }
    streams.removeAll()
    count = more
  }

  private static func match(
    _ events: [NewEvent], stream: StreamID, first: Int, in log: () -> LogSnapshot
  ) throws -> AppendResult? {
    let versions = first..<first + events.count
    let stored = try log().events(of: stream, versions: versions).compactMap(\.record)
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
