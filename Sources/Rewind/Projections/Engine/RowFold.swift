/// The engine of a projection written in Swift: rows of any keys, with what each event did to them.
///
/// Not locked: it is used by one thread at a time.
final class RowFold<P: Projection>: ProjectionEngine, @unchecked Sendable {
  private let projection: P
  private let start: EngineStart
  private var rows: PartitionRows<P.Row>
  private var keys: [String] = []
  private var placesByKey: [StreamName: Int] = [:]
  /// The rows of which an event failed, so that their later ones wait.
  private var parked: Set<StreamName>
  /// The rows that are told, event by event; nil for all of them, none for nothing.
  private let told: Set<StreamName>?
  /// Whether rows that have no place yet may be stored.
  private var readsRows: Bool
  /// How many keys have their rows.
  private var loadedCount = 0
  private var isStopped = false
  private var folded = FoldedEvents()
  /// The places of the rows that have changed, while they are taken; the next is the last.
  private var changed: [Int]?

  init(_ projection: P, _ start: EngineStart) {
    self.projection = projection
    self.start = start
    rows = PartitionRows(restores: false)
    parked = Set(start.parkedKeys.map { StreamName($0) })
    readsRows = start.rows != nil && !start.isNew
    switch start.told {
    case .nothing, .digests: told = []
    case .allRows: told = nil
    case .rows(let keys): told = Set(keys.map { StreamName($0) })
    }
  }

  var hasSeveralRows: Bool { keys.count > 1 }

  /// How much memory its rows take is seen in that of the process.
  var isFull: Bool { false }

  func settle() -> FoldedEvents {
    defer { folded = FoldedEvents() }
    return folded
  }

  func takeShared() -> [ReadModelValue]? { nil }
}

// MARK: - Events

extension RowFold {
  func fold(_ events: [EventRecord]) throws {
    var next = events[...]
    var stored: [Stored] = []
    while let first = next.first {
      let parts = next.prefix { $0.position == first.position }
      stored.append(keyed(parts))
      next = next[parts.endIndex...]
    }
    try loadNewRows()
    for event in stored where !isStopped { fold(event) }
  }

  /// All that upcasters made of one event of the log, and where its rows are.
  private struct Stored {
    var position: Int
    /// Each part, and the places of the rows that it goes to.
    var parts: [(event: EventRecord, places: [Int])] = []
    /// The places of all rows that the event goes to, each once.
    var places: [Int] = []
    /// Why its keys cannot be told.
    var failure: String?
  }

  private func keyed(_ parts: ArraySlice<EventRecord>) -> Stored {
    var stored = Stored(position: parts[parts.startIndex].position)
    for part in parts {
      do {
        let places = try keys(of: part).map(place)
        var once: [Int] = []
        for place in places where !once.contains(place) { once.append(place) }
        stored.parts.append((part, once))
        for place in once where !stored.places.contains(place) { stored.places.append(place) }
      } catch {
        stored.failure = "\(error)"
      }
    }
    return stored
  }

  private func keys(of event: EventRecord) throws -> [String] {
    if let key = projection.partition.key(of: event) { return [key] }
    return try projection.keys(for: event)
  }

  private func fold(_ event: Stored) {
    if let failure = event.failure { return fail(event, failure) }
    let keys = event.places.map { self.keys[$0] }
    if keys.isEmpty { return pass(event.position) }
    if !parked.isEmpty, keys.contains(where: { parked.contains(StreamName($0)) }) {
      folded.waits.append(.init(position: event.position, keys: keys))
      // What goes to one of its rows would overtake it.
      parked.formUnion(keys.map { StreamName($0) })
      return
    }
    let before = event.places.map { rows.row($0) }
    do {
      var entry: [ReadModelValue]?
      for (part, places) in event.parts {
        for place in places {
          entry = try projection.take(part, at: place, of: &rows) ?? entry
        }
      }
      if let entry { folded.entries.append(.init(position: event.position, values: entry)) }
      tell(event)
    } catch {
      for (place, row) in zip(event.places, before) { rows.put(row, at: place) }
      fail(event, "\(error)")
    }
  }

  private func fail(_ event: Stored, _ message: String) {
    let keys = event.failure == nil ? event.places.map { self.keys[$0] } : []
    folded.faults.append(.init(position: event.position, message: message, keys: keys))
    switch start.onFault {
    case .goOn: break
    case .stop: isStopped = true
    case .park: parked.formUnion(keys.map { StreamName($0) })
    }
  }

  private func tell(_ event: Stored) {
    for place in event.places where told?.contains(StreamName(keys[place])) != false {
      folded.steps.append(
        .init(position: event.position, key: keys[place], row: rows.row(place)?.columnValues))
    }
  }

  private func pass(_ position: Int) {
    if told == nil { folded.passed.append(.init(position: position, reason: .noKey)) }
  }
}

// MARK: - Rows

extension RowFold {
  private func place(of key: String) -> Int {
    let name = StreamName(key)
    if let place = placesByKey[name] { return place }
    keys.append(key)
    placesByKey[name] = keys.count - 1
    return keys.count - 1
  }

  /// Sees to it that the rows of all keys are in their places.
  private func loadNewRows() throws {
    defer { loadedCount = keys.count }
    guard readsRows, let stored = start.rows, loadedCount < keys.count else { return }
    let places = KeyOrder.sorted(Array(loadedCount..<keys.count)) { keys[$0] }
    for (place, values) in zip(places, try stored(places.map { keys[$0] })) {
      guard let values else { continue }
      rows.put(try projection.row(of: values, key: keys[place]), at: place)
    }
  }

  func takeRows(ofBytes size: Int) -> [ReadModelChanges.State] {
    var places = changed ?? KeyOrder.sorted(rows.takeChanged()) { keys[$0] }.reversed()
    var states: [ReadModelChanges.State] = []
    var taken = 0
    while taken < size, let place = places.popLast() {
      states.append(.init(key: keys[place], values: rows.row(place)?.columnValues))
      taken += states[states.count - 1].size
    }
    changed = states.isEmpty ? nil : places
    return states
  }

  func forgetRows() {
    keys = []
    placesByKey = [:]
    rows.removeAll()
    loadedCount = 0
    readsRows = start.rows != nil
  }
}
