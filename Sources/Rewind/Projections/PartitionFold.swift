/// What a worker knows of its partitions, and how it folds their events.
struct PartitionFold<P: Projection>: ~Copyable {
  private let share: Int
  private let shares: PartitionShares
  private let start: WorkerStart
  private let names: FeedNames
  private var decoder: LineDecoder
  private var partitions: [PartitionFacts] = []
  private var rows: PartitionRows<P.Row>
  private var entries: [ReadModelChanges.Entry] = []
  private var parked: [DeadLetter] = []
  /// Where the partitions are that were asked for by key.
  private var placesByKey: [String: Int] = [:]
  private let projection: P

  init(_ projection: P, share: WorkerShare, start: WorkerStart, log: EventLog, names: FeedNames) {
    self.projection = projection
    self.share = share.index
    shares = PartitionShares(partition: projection.partition, count: share.count)
    self.start = start
    self.names = names
    decoder = LineDecoder(mapping: log.compiledMapping, names: names)
    rows = PartitionRows(restores: start.onError == .park)
  }

  var waitingCount: Int { entries.count + parked.count }

  mutating func fold(_ batch: EventBatch, through position: Int) throws -> ProjectionFault? {
    try load(batch.shares[share])
    return try batch.first(of: share, through: position) { line, bytes in
      guard let fault = try take(line, bytes, of: batch.fileName) else { return nil }
      guard start.onError == .park else { return fault }
      park(fault, line)
      return nil
    }
  }

  mutating func takeChanges() -> ReadModelChanges {
    var changes = ReadModelChanges()
    changes.states.reserveCapacity(rows.changed.count)
    rows.takeChanged { place, row in
      changes.states.append(
        ReadModelChanges.State(key: partitions[place].key, values: row?.columnValues))
    }
    (changes.entries, changes.parked) = (entries, parked)
    (entries, parked) = ([], [])
    return changes
  }
}

/// What is known of a partition beside its row.
private struct PartitionFacts {
  var key = ""
  /// Whether its row was looked for.
  var isKnown = false
  /// Whether its events wait for one that failed.
  var isParked = false
}

// MARK: - Events of a batch

extension PartitionFold {
  /// A partition's place among this worker's.
  @inline(__always)
  private func place(of line: FeedLine) -> Int {
    shares.number(stream: line.stream, type: line.type) / shares.count
  }

  /// Folds an event; answers why it could not be.
  private mutating func take(
    _ line: FeedLine, _ bytes: UnsafeRawBufferPointer, of file: String
  ) throws -> ProjectionFault? {
    let position = line.position
    guard line.damage == .none else {
      return ProjectionFault(
        position: position, message: Self.damaged(decoder.reason(of: line, bytes, of: file)))
    }
    let place = place(of: line)
    let key = partitions[place].key
    if partitions[place].isParked {
      parked.append(
        DeadLetter(position: position, key: key, reason: Self.waits, hasFailed: false))
      return nil
    }
    let stream = shares.partition == .stream ? key : names.streams.name(Int(line.stream))
    let record: EventRecord
    do {
      record = try decoder.record(
        of: line, bytes, of: file, stream: StreamName(stream))
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

  private static var waits: String { "behind the event of its row that failed" }

  private static func damaged(_ reason: String) -> String { "damaged line: " + reason }

  /// Folds an event into its row and keeps its entry.
  @inline(__always)
  private mutating func apply(_ record: EventRecord, at place: Int) throws {
    guard let values = try projection.fold(record, at: place, of: &rows) else { return }
    entries.append(ReadModelChanges.Entry(position: record.position, values: values))
  }

  private mutating func park(_ fault: ProjectionFault, _ line: FeedLine) {
    var key: String?
    if line.damage == .none {
      let place = place(of: line)
      key = partitions[place].key
      partitions[place].isParked = true
    }
    parked.append(
      DeadLetter(position: fault.position, key: key, reason: fault.message, hasFailed: true))
  }
}

// MARK: - Rows

extension PartitionFold {
  /// Sees to it that the rows of all partitions of some lines are in their places.
  private mutating func load(_ lines: [FeedLine]) throws {
    var missing: [Int] = []
    for line in lines where line.damage == .none {
      let place = place(of: line)
      while partitions.count <= place { partitions.append(PartitionFacts()) }
      guard !partitions[place].isKnown else { continue }
      partitions[place].key = key(of: line)
      partitions[place].isKnown = true
      missing.append(place)
    }
    if !missing.isEmpty { try loadRows(missing) }
  }

  private func key(of line: FeedLine) -> String {
    switch shares.partition {
    case .stream: names.streams.name(Int(line.stream))
    case .type: names.types.name(Int(line.type))
    case .whole: "all"
    }
  }

  /// Puts the rows of partitions in their places, whose keys are known.
  private mutating func loadRows(_ places: [Int]) throws {
    if !start.parkedKeys.isEmpty {
      for place in places {
        partitions[place].isParked = start.parkedKeys.contains(partitions[place].key)
      }
    }
    guard let rows = start.rows else { return }
    let keys = places.map { partitions[$0].key }
    for (place, values) in zip(places, try rows(keys)) {
      guard let values else { continue }
      self.rows.put(try row(of: values, key: partitions[place].key), at: place)
    }
  }

  private func row(of values: [ReadModelValue], key: String) throws(ReadModelError) -> P.Row {
    do throws(UnreadableColumn) {
      return try P.Row(columnValues: values)
    } catch {
      throw .unreadable(projection: projection.name, key: key, column: error.name)
    }
  }

  /// Folds one event of a partition, given by its key.
  mutating func fold(_ event: EventRecord, ofKey key: String) throws {
    try apply(event, at: try place(ofKey: key))
  }

  /// The row of a partition as it is now.
  mutating func row(ofKey key: String) throws -> [ReadModelValue]? {
    rows.row(try place(ofKey: key))?.columnValues
  }

  private mutating func place(ofKey key: String) throws -> Int {
    if let place = placesByKey[key] { return place }
    let place = partitions.count
    partitions.append(PartitionFacts(key: key, isKnown: true))
    try loadRows([place])
    placesByKey[key] = place
    return place
  }
}
