/// Telling whether an append is repeated: whether its events are in the log already, with the same ids.
extension LogWriter {
  /// The result of an earlier append of the same events, or nil where there was none.
  ///
  /// - Parameters:
  ///   - stream: the request's stream.
  ///   - head: where it ends.
  /// - Throws: ``StoreError/repeatedID(_:stream:version:)`` where the ids are known with other content,
  ///   ``StoreError/repeatedInPart(_:stream:version:)`` where some are known and others are not.
  func repeated(
    _ request: StreamAppend, stream: StreamID, _ head: StreamHead
  ) async throws(StoreError) -> AppendResult? {
    let history = StreamHistory(
      log: log.snapshot(), stream: stream, eventCount: head.eventCount)
    do {
      switch request.expected {
      case .exactly(let version):
        let first = history.log.index.version(shown: version + 1, in: stream)
        return try await history.result(of: request, first: first ?? 0)
      case .noStream: return try await history.result(of: request, first: 1)
      case .any, .streamExists:
        if let versions = recentIDs.unknownVersions(of: stream, count: history.eventCount) {
          let events = try await history.events(of: versions)
          recentIDs.learn(events, of: stream, count: history.eventCount)
        }
        guard let known = recentIDs.lastKnown(of: request, stream: stream) else { return nil }
        let first = known.version - known.event
        if let result = try await history.result(of: request, first: first) { return result }
        throw StoreError.repeatedInPart(
          request.events[known.event].id, stream: request.stream, version: known.version)
      }
    } catch {
      throw StoreError(reading: error)
    }
  }
}

/// The stored events of a stream, read to compare them with those of an append.
private struct StreamHistory {
  let log: LogSnapshot
  let stream: StreamID
  let eventCount: Int

  func events(of versions: Range<Int>) async throws -> [StoredEvent] {
    let bytes = log.byteCount(of: stream, versions: versions, upTo: bytesReadInTask)
    return try await log.reading(bytes: bytes) { [stream] log in
      try log.events(of: stream, versions: versions)
    }
  }

  /// The result of a request, if its events are there from a version on; nil where others are.
  func result(of request: StreamAppend, first: Int) async throws -> AppendResult? {
    let versions = first..<first + request.events.count
    guard first >= 1, versions.upperBound - 1 <= eventCount else { return nil }
    let stored = try await events(of: versions).compactMap(\.record)
    guard stored.count == request.events.count else { return nil }
    let pairs = zip(stored, request.events)
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
