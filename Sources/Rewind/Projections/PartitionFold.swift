/// The rows of a worker's partitions, and how it folds events into them.
struct PartitionFold<P: Projection>: ~Copyable {
  private let projection: P
  private let start: WorkerStart
  private let names: FeedNames
  private var events: PartitionEvents
  private var rows: PartitionRows<P.Row>
  /// Whether a batch was folded.
  private var isBegun = false
  /// The places of the partitions that were folded by key.
  private var placesByKey: [String: Int] = [:]

  init(
    _ projection: P, share: WorkerShare, start: WorkerStart, mapping: CompiledMapping,
    names: FeedNames
  ) {
    self.projection = projection
    self.start = start
    self.names = names
    events = PartitionEvents(
      share, of: projection.partition, onError: start.onError, mapping: mapping,
      names: names)
    rows = PartitionRows(restores: start.onError == .park)
  }

  var waitingCount: Int { events.waitingCount }

  mutating func fold(_ batch: EventBatch, through position: Int) throws -> ProjectionFault? {
    try loadNew(batch)
    events.begin(batch, through: position)
    projection.fold(&events, into: &rows)
    events.end()
    if let failure = events.failure { throw failure }
    return events.fault
  }

  /// Folds events of one partition, given by its key, in order.
  mutating func fold(
    _ events: [EventRecord], ofKey key: String, stopping: Bool
  ) throws -> [FoldedRow] {
    let place = try place(ofKey: key)
    var folded: [FoldedRow] = []
    for event in events {
      let lifted = try names.lifted([event])[0]
      do {
        if let entry = try projection.take(try lifted.get(), at: place, of: &rows) {
          self.events.keep(entry, at: event.position)
        }
        folded.append(.row(rows.row(place)?.columnValues))
      } catch {
        folded.append(.failed(reason: "\(error)"))
        if stopping { break }
      }
    }
    return folded
  }

  mutating func takeChanges() -> ReadModelChanges {
    var changes = events.takeChanges()
    changes.states.reserveCapacity(rows.changed.count)
    rows.takeChanged { place, row in
      changes.states.append(
        ReadModelChanges.State(key: events.key(place), values: row?.columnValues))
    }
    return changes
  }
}

// MARK: - Rows

extension PartitionFold {
  /// Sees to it that the rows of all partitions that are new in a batch are in their places.
  private mutating func loadNew(_ batch: EventBatch) throws {
    let share = events.share
    let new = newPartitions(of: batch).filter { $0 % share.count == share.index }
    let places = new.map { $0 / share.count }
    for (number, place) in zip(new, places) { put(key: key(ofPartition: number), at: place) }
    try loadRows(places)
    isBegun = true
  }

  private func newPartitions(of batch: EventBatch) -> [Int] {
    switch projection.partition {
    case .stream: batch.newStreams
    case .type: batch.newTypes
    case .whole: isBegun ? [] : [0]
    }
  }

  private func key(ofPartition number: Int) -> String {
    switch projection.partition {
    case .stream: names.streams.name(number)
    case .type: names.types.name(number)
    case .whole: "all"
    }
  }

  private mutating func put(key: String, at place: Int) {
    events.put(key: key, isParked: start.parkedKeys.contains(key), at: place)
  }

  /// Reads the rows of partitions from the read model, by their keys.
  private mutating func loadRows(_ places: [Int]) throws {
    guard !places.isEmpty, let stored = start.rows else { return }
    let keys = places.map { events.key($0) }
    for (place, values) in zip(places, try stored(keys)) {
      guard let values else { continue }
      rows.put(try row(of: values, key: events.key(place)), at: place)
    }
  }

  private func row(of values: [ReadModelValue], key: String) throws(ReadModelError) -> P.Row {
    do throws(UnreadableColumnError) {
      return try P.Row(columnValues: values)
    } catch {
      throw .unreadable(projection: projection.name, key: key, column: error.name)
    }
  }

  private mutating func place(ofKey key: String) throws -> Int {
    if let place = placesByKey[key] { return place }
    let place = events.append(key: key)
    try loadRows([place])
    placesByKey[key] = place
    return place
  }
}
