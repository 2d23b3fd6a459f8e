/// The rows of a worker's partitions, and how it folds events into them.
struct PartitionFold<P: Projection>: ~Copyable {
  private let projection: P
  private let start: WorkerStart
  private var events: PartitionEvents
  private var rows: PartitionRows<P.Row>
  /// Whether rows of partitions that have no place yet may be stored.
  private var readsRows: Bool
  /// How many partitions have their rows.
  private var loadedCount = 0
  /// The places of the rows that have changed, by key, while they are taken; the next is the last.
  private var changed: [Int] = []

  init(
    _ projection: P, share: WorkerShare, start: WorkerStart, mapping: CompiledMapping,
    names: FeedNames
  ) {
    self.projection = projection
    self.start = start
    readsRows = start.rows != nil && !start.isNew
    events = PartitionEvents(
      share, of: projection.partition, start: start, mapping: mapping, names: names)
    rows = PartitionRows(restores: start.onError == .park)
  }

  var waitingCount: Int { events.waitingCount }

  mutating func fold(
    _ batch: EventBatch, after first: Int, through last: Int
  ) throws -> ProjectionFault? {
    events.begin(batch, after: first, through: last)
    try loadNewRows()
    projection.fold(&events, into: &rows)
    events.end()
    if let failure = events.failure { throw failure }
    return events.fault
  }

  mutating func takeEntries() -> ReadModelChanges { events.takeEntries() }
}

// MARK: - Rows that have changed

extension PartitionFold {
  mutating func beginTakingStates() {
    changed = KeyOrder.sorted(rows.takeChanged()) { events.key($0) }
    changed.reverse()
  }

  mutating func takeStates(ofBytes size: Int) -> [ReadModelChanges.State] {
    var states: [ReadModelChanges.State] = []
    var taken = 0
    while taken < size, let place = changed.popLast() {
      let state = ReadModelChanges.State(
        key: events.key(place), values: rows.row(place)?.columnValues)
      taken += state.size
      states.append(state)
    }
    return states
  }

  mutating func forgetRows() {
    events.forgetPlaces()
    rows.removeAll()
    changed = []
    loadedCount = 0
    readsRows = start.rows != nil
  }

  var rowCount: Int { events.count }
}

extension ReadModelChanges.State {
  /// About how many bytes of memory it takes.
  package var size: Int {
    let values = values ?? []
    return 64 + key.utf8.count
      + values.reduce(0) { size, value in
        if case .text(let text) = value { return size + 32 + text.utf8.count }
        return size + 32
      }
  }
}

// MARK: - Rows

extension PartitionFold {
  /// Sees to it that the rows of all partitions are in their places.
  private mutating func loadNewRows() throws {
    defer { loadedCount = events.count }
    guard readsRows, let stored = start.rows, loadedCount < events.count else { return }
    let places = KeyOrder.sorted(Array(loadedCount..<events.count)) { events.key($0) }
    for (place, values) in zip(places, try stored(places.map { events.key($0) })) {
      guard let values else { continue }
      rows.put(try projection.row(of: values, key: events.key(place)), at: place)
    }
  }
}

extension Projection {
  /// A row as it is stored.
  func row(of values: [ReadModelValue], key: String) throws(ReadModelError) -> Row {
    do throws(UnreadableColumnError) {
      return try Row(columnValues: values)
    } catch {
      throw .unreadable(projection: name, key: key, column: error.name)
    }
  }
}
