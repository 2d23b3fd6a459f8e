extension ProjectionRunner {
  private static var batchSize: Int { 2048 }

  /// Makes the read model as of a position, in a store of its own such as a temporary one.
  ///
  /// Events that fail are parked there, so that all is shown that can be.
  ///
  /// - Returns: false where `report` stopped it.
  /// - Throws: ``ReadModelError``, ``LogFileError``, ``LogChangedError``.
  public func materialize(
    at position: Int, in store: any ReadModelStore, _ copy: ReadModelCopy,
    report: Report = { _ in true }
  ) throws -> Bool {
    let target = ProjectionPass.Target(
      store: store, copy: copy, onError: .park, limit: position, memoryLimit: memoryLimit)
    let header = try begin(copy, in: store)
    return try ProjectionPass(source, definition, from: header, into: target).run(report)
      == .caughtUp
  }

  /// The history of a row: every event that changed it or was not taken in, in order.
  ///
  /// Events that are parked in the read model are given with a fault, and change nothing.
  ///
  /// - Parameters:
  ///   - key: the row's key; one that never was has no history.
  ///   - snapshot: the log to look at; nil for the source as its last refresh left it.
  ///   - position: the last position to look at; nil for the place that the read model is complete up
  ///     to, or for all where there is none.
  ///   - report: called now and then; false ends it.
  /// - Throws: ``LogFileError``, ``LogChangedError``; `CancellationError` where `report` ended it.
  public func history(
    ofKey key: String, in snapshot: LogSnapshot? = nil, through position: Int? = nil,
    report: Report = { _ in true }
  ) throws -> [RowStep] {
    let snapshot = snapshot ?? source.snapshot()
    let live = try store.header(of: definition.name, .live)?.checkpoint.position
    let last = min(position ?? live ?? .max, snapshot.index.eventCount)
    let positions = positions(ofKey: key, through: last, in: snapshot.index)
    var rebuilt = RebuiltRow(
      key: key, worker: worker(through: nil), parked: try parkedReasons(ofKey: key))
    var meter = ProjectionMeter(position: 0)
    var steps: [RowStep] = []
    for start in stride(from: 0, to: positions.count, by: Self.batchSize) {
      let batch = positions[start..<min(start + Self.batchSize, positions.count)]
      steps += try rebuilt.steps(of: try snapshot.events(at: Array(batch)))
      let progress = meter.progress(
        .folding, position: batch.last ?? 0, bytesRead: batch.endIndex,
        bytesLeft: positions.count - batch.endIndex, parked: 0)
      guard report(progress) else { throw CancellationError() }
    }
    return steps
  }

  /// Why events of a partition are parked in the read model, by position.
  private func parkedReasons(ofKey key: String) throws -> [Int: String] {
    guard try store.parkedKeys(of: definition.name, .live).contains(key) else { return [:] }
    var reasons: [Int: String] = [:]
    var last = 0
    while true {
      let letters = try store.deadLetters(
        of: definition.name, .live, after: last, limit: Self.batchSize)
      for letter in letters where letter.key == key {
        reasons[letter.position] = (letter.hasFailed ? "" : "waits ") + letter.reason
      }
      guard letters.count == Self.batchSize, let end = letters.last else { return reasons }
      last = end.position
    }
  }

  /// The positions of the events that a partition is made of.
  private func positions(ofKey key: String, through last: Int, in index: LogIndex) -> [Int] {
    let selection = IndexedSelection(
      definition.selection, upcasters: source.upcasters, in: index)
    let isSelected = { index[$0].stream != nil && selection.contains(eventAt: $0) }
    switch definition.partition {
    case .stream:
      guard let stream = index.streamID(named: key) else { return [] }
      return index.loggedPositions(of: stream).prefix { $0 <= last }.filter(isSelected)
    case .type:
      guard let type = index.typeID(named: key) else { return [] }
      return (1..<last + 1).filter { index[$0].type == type && isSelected($0) }
    case .whole: return (1..<last + 1).filter(isSelected)
    }
  }
}

/// A row that is made again, event by event.
private struct RebuiltRow {
  let key: String
  let worker: any ProjectionWorker
  /// Why events are not taken in, by position.
  let parked: [Int: String]
  /// The values after the key as of the last event.
  private var row: [ReadModelValue]?

  init(key: String, worker: any ProjectionWorker, parked: [Int: String]) {
    self.key = key
    self.worker = worker
    self.parked = parked
  }

  /// What the next events do to the row; those that leave it as it is are left out.
  mutating func steps(of events: [StoredEvent]) throws -> [RowStep] {
    let records = events.filter { reasonAgainst($0) == nil }.compactMap(\.record)
    var folded = try worker.fold(records, ofKey: key, stopping: false)[...]
    return events.compactMap { event in
      let old = row
      if let reason = reasonAgainst(event) {
        return RowStep(position: event.position, old: old, new: old, fault: reason)
      }
      switch folded.removeFirst() {
      case .failed(let reason):
        return RowStep(position: event.position, old: old, new: old, fault: reason)
      case .row(let new):
        row = new
        return new == old ? nil : RowStep(position: event.position, old: old, new: new)
      }
    }
  }

  private func reasonAgainst(_ event: StoredEvent) -> String? {
    parked[event.position] ?? (event.record == nil ? "the line is damaged" : nil)
  }
}
