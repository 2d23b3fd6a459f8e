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
      store: store, copy: copy, onError: .park, limit: position, memoryLimit: memoryLimit,
      onNote: onNote)
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
    var rebuilt = try RebuiltRow(key: key, by: self, letters: try letters(of: key))
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

  /// The dead letters of the read model that a row has, by position; where events go to several rows, all of them.
  private func letters(of key: String) throws -> [Int: DeadLetter] {
    var found: [Int: DeadLetter] = [:]
    try forEachDeadLetters { letters in
      for letter in letters
      where definition.linksRows || letter.keys.contains(where: { $0.hasBytes(of: key) }) {
        found[letter.position] = letter
      }
      return true
    }
    return found
  }

  /// The positions of the events that a partition is made of.
  private func positions(ofKey key: String, through last: Int, in index: LogIndex) -> [Int] {
    let selection = IndexedSelection(
      definition.selection, upcasters: source.upcasters, in: index)
    let isSelected = { index[$0].stream != nil && selection.contains(eventAt: $0) }
    guard definition.shared == nil else { return (1..<last + 1).filter(isSelected) }
    switch definition.partition {
    case .stream:
      guard let stream = index.streamID(named: key) else { return [] }
      return index.loggedPositions(of: stream).prefix { $0 <= last }.filter(isSelected)
    case .type:
      guard let type = index.typeID(named: key) else { return [] }
      return (1..<last + 1).filter { index[$0].type == type && isSelected($0) }
    case .whole, .keys: return (1..<last + 1).filter(isSelected)
    }
  }
}

/// A row that is made again, event by event.
private struct RebuiltRow {
  private let key: String
  private var feed: EngineFeed
  private let states: ReadModelTable
  /// The events that are not taken in.
  private let letters: [Int: DeadLetter]
  /// The values after the key as of the last event.
  private var row: [ReadModelValue]?

  init(key: String, by runner: ProjectionRunner, letters: [Int: DeadLetter]) throws {
    self.key = key
    self.letters = letters
    states = runner.definition.states
    var start = EngineStart()
    start.told = .rows([key])
    feed = try runner.engine(start).1
  }

  /// What the next events do to the row; those that leave it as it is are left out.
  mutating func steps(of events: [StoredEvent]) throws -> [RowStep] {
    var faults: [Int: String] = [:]
    var records: [EventRecord] = []
    for event in events {
      if let letter = letters[event.position] {
        guard letter.keys.contains(where: { $0.hasBytes(of: key) }) else { continue }
        faults[event.position] = (letter.hasFailed ? "" : "waits ") + letter.reason
      } else if let record = event.record {
        records.append(record)
      } else {
        faults[event.position] = "the line is damaged"
      }
    }
    try feed.fold(records)
    let folded = try feed.settle()
    if let stop = folded.stop {
      faults[stop.position] = stop.message + "; the events behind it are not folded"
    }
    for fault in folded.faults where fault.keys.contains(where: { $0.hasBytes(of: key) }) {
      faults[fault.position] = fault.message
    }
    var rows: [Int: [ReadModelValue]?] = [:]
    for step in folded.steps where step.key != nil { rows[step.position] = .some(step.row) }
    return events.compactMap { step(at: $0.position, rows[$0.position], faults[$0.position]) }
  }

  private mutating func step(
    at position: Int, _ new: [ReadModelValue]??, _ fault: String?
  ) -> RowStep? {
    let old = row
    if let fault { return RowStep(position: position, old: old, new: old, fault: fault) }
    guard let new else { return nil }
    row = new
    return states.areSame(old, new) ? nil : RowStep(position: position, old: old, new: new)
  }
}
