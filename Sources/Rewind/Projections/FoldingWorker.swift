/// Folds a share of the partitions through a projection written in Swift.
///
/// Not locked: the runner hands a worker to one thread at a time.
final class FoldingWorker<P: Projection>: ProjectionWorker, @unchecked Sendable {
  private let projection: P
  private let partition: ProjectionPartition
  private let keepsEntries = P.Entry.self != NoEntries.self
  private let share: WorkerShare
  private let start: WorkerStart
  private let names: FeedNames
  private var decoder: LineDecoder
  private var rows: PartitionRows<P.Row>
  private var entries: [ReadModelChanges.Entry] = []
  private var parked: [DeadLetter] = []
  /// Where the partitions are that were asked for by key.
  private var placesByKey: [String: Int] = [:]

  init(_ projection: P, share: WorkerShare, start: WorkerStart, log: EventLog, names: FeedNames) {
    self.projection = projection
    partition = projection.partition
    self.share = share
    self.start = start
    self.names = names
    decoder = LineDecoder(mapping: log.compiledMapping, names: names)
    rows = PartitionRows(restores: start.onError == .park)
  }

  var waitingCount: Int { entries.count + parked.count }

  func fold(_ batch: EventBatch, through position: Int) throws -> ProjectionFault? {
    let count = min(position, batch.lastPosition) - batch.firstPosition + 1
    for index in 0..<max(0, count) {
      let line = batch.lines[index]
      guard line.isSelected, isMine(line) else { continue }
      let position = batch.firstPosition + index
      guard let fault = try take(line, at: position, of: batch) else { continue }
      guard start.onError == .park else { return fault }
      park(fault, line)
    }
    return nil
  }

  func takeChanges() -> ReadModelChanges {
    var changes = ReadModelChanges()
    rows.takeChanged { key, row in
      changes.states.append(ReadModelChanges.State(key: key, values: row?.columnValues))
    }
    (changes.entries, changes.parked) = (entries, parked)
    (entries, parked) = ([], [])
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
        position: position, message: Self.damaged(decoder.reason(of: line, in: batch)))
    }
    let place = place(of: line)
    let key = try rows.key(place) ?? load(place, of: line)
    if rows.isParked(place) {
      parked.append(
        DeadLetter(position: position, key: key, reason: Self.waits, hasFailed: false))
      return nil
    }
    let stream = partition == .stream ? key : names.streams.name(Int(line.stream))
    let record: EventRecord
    do {
      record = try decoder.record(
        of: line, at: position, in: batch, stream: StreamName(stream))
    } catch {
      return ProjectionFault(position: position, message: Self.damaged(error.reason))
    }
    do {
      try apply(record, at: place)
      return nil
    } catch {
      return ProjectionFault(position: position, message: "\(error)")
    }
  }

  private static var waits: String { "waits for the event of its partition that failed" }

  private static func damaged(_ reason: String) -> String { "damaged line: " + reason }

  /// Folds an event into its row and keeps its entry.
  @inline(__always)
  private func apply(_ record: EventRecord, at place: Int) throws {
    let entry = try projection.fold(record, at: place, of: &rows)
    guard keepsEntries, let entry else { return }
    entries.append(
      ReadModelChanges.Entry(position: record.position, values: entry.columnValues))
  }

  private func park(_ fault: ProjectionFault, _ line: FeedLine) {
    var key: String?
    if line.damage == .none {
      key = rows.key(place(of: line))
      rows.park(place(of: line))
    }
    parked.append(
      DeadLetter(position: fault.position, key: key, reason: fault.message, hasFailed: true))
  }

  /// Puts a partition's row in its place, and answers its key.
  private func load(_ place: Int, of line: FeedLine) throws -> String {
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
    let row = try start.row?(key).map { try self.row(of: $0, key: key) }
    rows.put(row, key: key, isParked: start.parkedKeys.contains(key), at: place)
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
    try apply(event, at: try place(ofKey: key))
  }

  func row(ofKey key: String) throws -> [ReadModelValue]? {
    rows.row(try place(ofKey: key))?.columnValues
  }

  private func place(ofKey key: String) throws -> Int {
    if let place = placesByKey[key] { return place }
    let place = rows.placeCount
    try load(place, key: key)
    placesByKey[key] = place
    return place
  }
}
