/// Folds a share of the partitions through a projection written in Swift.
///
/// Not locked: the runner hands a worker to one thread at a time.
final class FoldingWorker<P: Projection>: ProjectionWorker, @unchecked Sendable {
  private let projection: P
  private let share: WorkerShare
  private let start: WorkerStart
  private let names: FeedNames
  private let partition: ProjectionPartition
  private var decoder: LineDecoder
  private var rows = PartitionRows<P.Row>()
  private var entries: [ReadModelChanges.Entry] = []
  private var parked: [DeadLetter] = []
  /// The number of entries and dead letters when the round began.
  private var roundStart = (entries: 0, parked: 0)
  /// The keys of the partitions met, at their places in `rows`.
  private var keys: [String?] = []
  /// Where in `rows` the partitions are that were asked for by key.
  private var placesByKey: [String: Int] = [:]
  private let keepsEntries = P.Entry.self != NoEntries.self

  init(_ projection: P, share: WorkerShare, start: WorkerStart, log: EventLog, names: FeedNames) {
    self.projection = projection
    self.share = share
    self.start = start
    self.names = names
    partition = projection.partition
    decoder = LineDecoder(mapping: log.compiledMapping, names: names)
  }

  var waitingCount: Int { entries.count + parked.count }

  func beginRound() {
    rows.beginRound()
    roundStart = (entries.count, parked.count)
  }

  func undoRound() {
    rows.undoRound()
    entries.removeLast(entries.count - roundStart.entries)
    parked.removeLast(parked.count - roundStart.parked)
  }

  func fold(
    _ batch: EventBatch, through position: Int, onError: ErrorPolicy
  ) throws -> ProjectionFault? {
    let last = min(position, batch.lastPosition)
    guard last >= batch.firstPosition else { return nil }
    for index in 0...last - batch.firstPosition {
      let line = batch.lines[index]
      guard line.isSelected, isMine(line) else { continue }
      let position = batch.firstPosition + index
      guard let fault = try take(line, at: position, of: batch) else { continue }
      if onError == .stop { return fault }
      park(fault, line)
    }
    return nil
  }

  func takeChanges() -> ReadModelChanges {
    var changes = ReadModelChanges()
    rows.takeChanged { number, row in
      changes.states.append(
        ReadModelChanges.State(key: keys[number] ?? "", values: row?.columnValues))
    }
    (changes.entries, changes.parked) = (entries, parked)
    (entries, parked, roundStart) = ([], [], (0, 0))
    return changes
  }
}

// MARK: - Events of a batch

extension FoldingWorker {
  /// The worker of the first share looks after damaged lines, which have no partition.
  @inline(__always)
  private func isMine(_ line: FeedLine) -> Bool {
    line.damage == .none ? share.holds(number(of: line)) : share.index == 0
  }

  /// The number of a line's partition in the feed.
  @inline(__always)
  private func number(of line: FeedLine) -> UInt32 {
    switch partition {
    case .stream: line.stream
    case .type: line.type
    case .whole: 0
    }
  }

  /// A partition's place among this worker's.
  @inline(__always)
  private func place(of line: FeedLine) -> Int { Int(number(of: line)) / share.count }

  /// Folds an event; answers why it could not be.
  private func take(
    _ line: FeedLine, at position: Int, of batch: EventBatch
  ) throws -> ProjectionFault? {
    guard line.damage == .none else {
      return ProjectionFault(
        position: position, message: "damaged line: " + decoder.reason(of: line, in: batch))
    }
    let place = place(of: line)
    let key = try load(place, of: line)
    if rows.isParked(place) {
      parked.append(
        DeadLetter(position: position, key: key, reason: Self.waits, hasFailed: false))
      return nil
    }
    let record: EventRecord
    do {
      record = try decoder.record(
        of: line, at: position, in: batch, stream: stream(of: line, key: key))
    } catch {
      return ProjectionFault(position: position, message: "damaged line: " + error.reason)
    }
    let isTouched = rows.isTouched(place)
    do {
      try apply(record, at: place)
      return nil
    } catch {
      rows.restore(place)
      if isTouched { try replay(place, before: position, in: batch) }
      return ProjectionFault(position: position, message: "\(error)")
    }
  }

  private static var waits: String { "waits for the event of its partition that failed" }

  private func stream(of line: FeedLine, key: String) -> StreamName {
    StreamName(
      partition == .stream ? key : names.streams.name(Int(line.stream)))
  }

  /// Folds an event into its row; the row may be left half changed where this throws.
  @inline(__always)
  private func apply(_ record: EventRecord, at place: Int) throws {
    let entry = try projection.fold(record, at: place, of: &rows)
    guard keepsEntries, let entry else { return }
    entries.append(
      ReadModelChanges.Entry(position: record.position, values: entry.columnValues))
  }

  /// Folds a partition's events of the batch again, up to one that failed.
  private func replay(_ place: Int, before position: Int, in batch: EventBatch) throws {
    let kept = entries.count
    for index in 0..<position - batch.firstPosition {
      let line = batch.lines[index]
      guard line.isSelected, line.damage == .none, isMine(line), self.place(of: line) == place
      else { continue }
      let record = try decoder.record(
        of: line, at: batch.firstPosition + index, in: batch,
        stream: stream(of: line, key: keys[place] ?? ""))
      try apply(record, at: place)
    }
    // They were kept when the events were folded first.
    entries.removeLast(entries.count - kept)
  }

  private func park(_ fault: ProjectionFault, _ line: FeedLine) {
    guard line.damage == .none else {
      parked.append(
        DeadLetter(position: fault.position, key: nil, reason: fault.message, hasFailed: true))
      return
    }
    let place = place(of: line)
    rows.park(place)
    parked.append(
      DeadLetter(
        position: fault.position, key: keys[place], reason: fault.message, hasFailed: true))
  }

  /// Sees to it that a partition's row is there, and answers its key.
  @inline(__always)
  private func load(_ place: Int, of line: FeedLine) throws -> String {
    if place < keys.count, let key = keys[place] { return key }
    let key =
      switch partition {
      case .stream: names.streams.name(Int(line.stream))
      case .type: names.types.name(Int(line.type))
      case .whole: "all"
      }
    try load(place, key: key)
    return key
  }

  private func load(_ place: Int, key: String) throws {
    if keys.count <= place {
      keys.append(contentsOf: repeatElement(nil, count: place + 1 - keys.count))
    }
    let row = try start.row?(key).map { try self.row(of: $0, key: key) }
    rows.load(row, isParked: start.parkedKeys.contains(key), at: place)
    keys[place] = key
  }

  private func row(of values: [ReadModelValue], key: String) throws(ReadModelError) -> P.Row {
    do throws(UnreadableColumn) {
      return try P.Row(columnValues: values)
    } catch {
      throw .unreadable(projection: projection.name, key: key, column: error.name)
    }
  }
}

// MARK: - Events by key

extension FoldingWorker {
  func fold(_ event: EventRecord, ofKey key: String) throws {
    let place = try place(ofKey: key)
    let before = rows.row(place)
    let kept = entries.count
    do {
      try apply(event, at: place)
    } catch {
      rows.change(place) { $0 = before }
      entries.removeLast(entries.count - kept)
      throw error
    }
  }

  func row(ofKey key: String) throws -> [ReadModelValue]? {
    rows.row(try place(ofKey: key))?.columnValues
  }

  private func place(ofKey key: String) throws -> Int {
    if let place = placesByKey[key] { return place }
    let place = keys.count
    try load(place, key: key)
    placesByKey[key] = place
    return place
  }
}
