extension FileEventStore {
  /// Copies events of another log, in its order, each as an append of its own.
  ///
  /// Those that are there already, the same at their versions, are passed over, so that a copy can be
  /// gone on with. Unlike an append this stamps only what has no time: times may go back.
  ///
  /// - Returns: how many were there already.
  /// - Throws: ``StoreError``: `conflict` where a stream has other events than the copied log; none of
  ///   the events was written then. ``firstDifference(from:)`` says what differs.
  public func copy(_ events: [CopiedEvent]) async throws(StoreError) -> Int {
    try NewEvent.check(events.map(\.event))
    return try await writer.copy(events)
  }

  /// The first event of another log that the store has otherwise at its version.
  ///
  /// - Returns: nil where the store has each of the events as it is, or has nothing at its version yet.
  /// - Throws: ``StoreError``.
  public func firstDifference(
    from events: [CopiedEvent]
  ) async throws(StoreError) -> CopyDifference? {
    try await writer.firstDifference(from: events)
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
          position: position, timestamp: copied.timestamp ?? .now())
        placed.add(append, lengths: spell(append))
        lastVersions[copied.stream] = copied.version
      }
      if let difference = try await difference(in: present) {
        let copied = present[difference.index]
        throw Self.conflict(copied, actual: log.head(of: copied.stream).version)
      }
      if !placed.isEmpty { try await write(placed) }
    }
    return present.count
  }

  fileprivate func firstDifference(
    from events: [CopiedEvent]
  ) async throws(StoreError) -> CopyDifference? {
    var difference: CopyDifference?
    try await underLock { () async throws(StoreError) in
      let places = events.indices.filter {
        events[$0].version <= log.head(of: events[$0].stream).version
      }
      let found = try await self.difference(in: places.map { events[$0] })
      difference = found.map { CopyDifference(at: places[$0.index], $0) }
    }
    return difference
  }

  /// The first of some events, at versions that the store has, that is another there.
  private func difference(
    in events: [CopiedEvent]
  ) async throws(StoreError) -> CopyDifference? {
    guard !events.isEmpty else { return nil }
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
    for (place, (copied, stored)) in zip(events, stored).enumerated() {
      if let difference = CopyDifference(at: place, copied, stored: stored.record) {
        return difference
      }
    }
    return nil
  }

  private static func conflict(_ copied: CopiedEvent, actual: Int) -> StoreError {
    .conflict(stream: copied.stream, expected: .exactly(copied.version - 1), actual: actual)
  }
}
