extension ProjectionRunner {
  /// What a retry did.
  public struct RetryResult: Hashable, Sendable {
    /// How many dead letters were taken in.
    public var replayed: Int
    /// How many are left, of those that were to be taken in.
    public var left: Int
    /// The first that failed again.
    public var fault: ProjectionFault?
  }

  /// So many dead letters are looked at together.
  private static let retryBatch = 4096

  /// Takes in the dead letters of the read model, each partition's in order until one fails again.
  ///
  /// - Parameters:
  ///   - key: only those of this partition; nil for all.
  ///   - report: called now and then; false stops, and what was taken in until then is kept.
  /// - Throws: ``ReadModelError``, `notBuilt` and `stale` among them; ``LogFileError``.
  public func retryParked(
    key: String? = nil, report: Report = { _ in true }
  ) throws -> RetryResult {
    let lease = try store.acquireLease(of: definition.name, .live)
    return try withExtendedLifetime(lease) {
      try untilNotReplaced {
        guard let header = try current() else {
          throw ReadModelError.notBuilt(projection: definition.name)
        }
        return try retry(key: key, header, report)
      }
    }
  }

  private func retry(
    key: String?, _ header: ReadModelHeader, _ report: Report
  ) throws -> RetryResult {
    var retry = Retry(
      onlyKey: key,
      worker: worker(through: { [store, definition] keys in
        try store.states(ofKeys: keys, in: definition, .live)
      }))
    let snapshot = source.snapshot()
    var meter = ProjectionMeter(position: 0)
    var last = 0
    let total = try store.deadLetterCount(of: definition.name, .live)
    while true {
      let letters = try store.deadLetters(
        of: definition.name, .live, after: last, limit: Self.retryBatch)
      guard let end = letters.last else { break }
      last = end.position
      try retry.take(letters, try snapshot.events(at: letters.map(\.position)))
      try store.write(retry.takeChanges(), header: header, of: definition, .live)
      let progress = meter.progress(
        .folding, position: last, bytesRead: retry.looked, bytesLeft: max(0, total - retry.looked),
        parked: 0)
      guard report(progress) else { break }
    }
    let asked = key == nil ? total : retry.asked
    return RetryResult(
      replayed: retry.replayed, left: asked - retry.replayed, fault: retry.fault)
  }

  /// A worker for single events, whatever their partition.
  func worker(
    through rows: WorkerStart.Rows?
  ) -> any ProjectionWorker {
    let names = FeedNames(
      selection: definition.selection, upcasters: source.snapshot().upcasters,
      onlyCategory: nil)
    return definition.makeWorker(.all, WorkerStart(rows: rows, onError: .park), .rewind, names)
  }
}

/// Dead letters that are taken in, each partition's in order, and the result.
private struct Retry {
  let onlyKey: String?
  let worker: any ProjectionWorker
  private(set) var replayed = 0
  private(set) var looked = 0
  /// How many of those looked at were to be taken in.
  private(set) var asked = 0
  private(set) var fault: ProjectionFault?
  /// The partitions of which an event failed again: their later ones go on waiting.
  private var failedKeys: Set<String> = []
  private var done: [Int] = []
  private var kept: [DeadLetter] = []

  init(onlyKey: String?, worker: any ProjectionWorker) {
    self.onlyKey = onlyKey
    self.worker = worker
  }

  /// Takes in the next letters, whose events were read.
  mutating func take(_ letters: [DeadLetter], _ events: [StoredEvent]) throws {
    looked += letters.count
    var eventsOfKeys: [String: [StoredEvent]] = [:]
    for (letter, event) in zip(letters, events) where onlyKey == nil || letter.key == onlyKey {
      asked += 1
      guard let key = letter.key else {
        note(fault(ofOnceDamaged: event))
        continue
      }
      if !failedKeys.contains(key) { eventsOfKeys[key, default: []].append(event) }
    }
    for (key, events) in eventsOfKeys { try take(events, ofKey: key) }
  }

  /// Takes in the events of one partition, up to the first that fails again.
  private mutating func take(_ events: [StoredEvent], ofKey key: String) throws {
    let readable = events.prefix { $0.record != nil }
    let folded = try worker.fold(readable.compactMap(\.record), ofKey: key, stopping: true)
    for (event, row) in zip(readable, folded) {
      if case .failed(let reason) = row {
        let position = event.position
        return fail(
          ProjectionFault(position: position, cause: .refusedEvent, message: reason), ofKey: key)
      }
      done.append(event.position)
      replayed += 1
    }
    guard readable.count < events.count else { return }
    fail(fault(ofOnceDamaged: events[readable.count]), ofKey: key)
  }

  private mutating func fail(_ fault: ProjectionFault, ofKey key: String) {
    failedKeys.insert(key)
    note(fault)
    kept.append(
      DeadLetter(position: fault.position, key: key, reason: fault.message, hasFailed: true))
  }

  /// Remembers a fault where it is the first of the log.
  private mutating func note(_ fault: ProjectionFault) {
    if fault.position < self.fault?.position ?? .max { self.fault = fault }
  }

  /// What is to be written of the letters taken since the last time.
  mutating func takeChanges() -> ReadModelChanges {
    var changes = worker.takeChanges()
    changes.unparked = done + kept.map(\.position)
    changes.parked = kept
    (done, kept) = ([], [])
    return changes
  }

  /// Why a line that was damaged when it was read first cannot be taken in now.
  private func fault(ofOnceDamaged event: StoredEvent) -> ProjectionFault {
    switch event {
    case .damaged(let line): .damaged(at: line.position, line.reason)
    case .event(let record):
      ProjectionFault(
        position: record.position, cause: .damagedLine,
        message: "the line can be read now, but what comes behind it was taken in without it; "
          + "rebuild it all")
    }
  }
}
