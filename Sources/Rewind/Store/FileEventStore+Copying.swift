extension FileEventStore {
  /// Copies events of another log, in its order, each as an append of its own.
  ///
  /// Those that are there already, at their versions and with their ids, are passed over, so that a
  /// copy can be gone on with. Unlike an append this stamps nothing: times may go back.
  ///
  /// - Returns: how many were there already.
  /// - Throws: ``StoreError``: `conflict` where a stream has other events than the copied log; none of
  ///   the events was written then.
  public func copy(_ events: [CopiedEvent]) async throws(StoreError) -> Int {
    try NewEvent.check(events.map(\.event))
    return try await writer.copy(events)
  }
}

extension LogWriter {
  fileprivate func copy(_ events: [CopiedEvent]) async throws(StoreError) -> Int {
    var present: [CopiedEvent] = []
    try await underLock { () async throws(StoreError) in
      var lastVersions: [StreamName: Int] = [:]
      var placed = PlacedAppends()
      var position = log.head.position
      output.removeAll()
      for copied in events {
        let last = lastVersions[copied.stream] ?? log.head(of: copied.stream).version
        if copied.version <= last {
          present.append(copied)
          continue
        }
        guard copied.version == last + 1 else { throw Self.conflict(copied, actual: last) }
        position += 1
        let append = PlacedAppends.Append(
          stream: copied.stream, events: [copied.event], version: copied.version,
          position: position, timestamp: copied.timestamp)
        placed.add(append, lengths: spell(append))
        lastVersions[copied.stream] = copied.version
      }
      try await checkIDs(of: present)
      if !placed.isEmpty { try await write(placed) }
    }
    return present.count
  }

  /// That the store has the events that it seems to have.
  private func checkIDs(of events: [CopiedEvent]) async throws(StoreError) {
    guard !events.isEmpty else { return }
    let snapshot = log.snapshot()
    let index = snapshot.index
    var positions: [Int] = []
    for copied in events {
      guard let stream = index.streamID(named: copied.stream.rawValue),
        case let places = index.positions(of: stream), copied.version <= places.count
      else { throw Self.conflict(copied, actual: log.head(of: copied.stream).version) }
      positions.append(places[copied.version - 1])
    }
    let stored: [StoredEvent]
    do {
      let bytes = snapshot.byteCount(at: positions, upTo: bytesReadInTask)
      stored = try await snapshot.reading(bytes: bytes) { [positions] in
        try $0.events(at: positions)
      }
    } catch {
      throw StoreError(reading: error)
    }
    for (copied, stored) in zip(events, stored)
    where stored.record?.id != copied.event.id.description {
      throw Self.conflict(copied, actual: log.head(of: copied.stream).version)
    }
  }

  private static func conflict(_ copied: CopiedEvent, actual: Int) -> StoreError {
    .conflict(stream: copied.stream, expected: .exactly(copied.version - 1), actual: actual)
  }
}
