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

  /// Whether a stream may have events of a request already, so that the log has to be asked.
  func mayHold(
    _ request: StreamAppend, stream: StreamID, _ head: StreamHead
  ) -> Bool {
    switch request.expected {
    case .exactly(let version): version < head.version
    case .noStream: true
    case .any, .streamExists:
      unknownVersions(of: stream, count: head.eventCount) != nil
        || lastKnown(of: request, stream: stream) != nil
    }
  }

  /// The versions of a stream that ids have to be read of; nil where all ids are known.
  func unknownVersions(of stream: StreamID, count: Int) -> Range<Int>? {
    let first = max((streams[stream]?.last ?? 0) + 1, count - Self.reach + 1)
    return first <= count ? first..<count + 1 : nil
  }

  /// The last event of a request with a known id, and the version that has it; nil where no id is known.
  func lastKnown(of request: StreamAppend, stream: StreamID) -> (event: Int, version: Int)? {
    guard let versions = streams[stream]?.versions else { return nil }
    for (index, event) in request.events.enumerated().reversed() {
      if let version = versions[event.id] { return (index, version) }
    }
    return nil
  }

  /// Remembers the ids of an append that was written from a version on.
  ///
  /// Not where the append asserted its version, which is what tells a repeat then; nor where ids before
  /// them are not known, which are read with them when they are needed.
  mutating func add(_ request: StreamAppend, first: Int, in log: EventLog) {
    guard request.expected == .any || request.expected == .streamExists,
      let stream = log.head(of: request.stream).id
    else { return }
    if first == 1 { streams[stream] = Known() }
    guard streams[stream]?.last == first - 1 else { return }
    makeRoom(for: request.events.count)
    streams[stream]?.add(request.events)
  }

  /// Takes in the ids of the last events of a stream that has so many, read because they were not known.
  mutating func learn(_ events: [StoredEvent], of stream: StreamID, count: Int) {
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
}
