/// Hands events to an engine, lifted, and adds what damage and upcasters keep away from it.
struct EngineFeed {
  private let engine: any ProjectionEngine
  private let names: FeedNames
  private let partition: ProjectionPartition
  private let onFault: EngineStart.FaultPolicy
  private let tellsPassed: Bool
  private var own = FoldedEvents()
  /// The rows of which an event was kept away from the engine, so that their later ones wait.
  private var parked: Set<StreamName> = []
  private(set) var isStopped = false

  init(
    _ engine: any ProjectionEngine, _ start: EngineStart, of partition: ProjectionPartition,
    names: FeedNames
  ) {
    self.engine = engine
    self.names = names
    self.partition = partition
    onFault = start.onFault
    if case .allRows = start.told { tellsPassed = true } else { tellsPassed = false }
  }

  /// Hands the next events over.
  ///
  /// - Throws: as ``ProjectionEngine/fold(_:)``; what upcasters throw beside the fault of an event.
  mutating func fold(_ events: [EventRecord]) throws {
    guard !isStopped else { return }
    guard !names.upcasters.isEmpty || !parked.isEmpty else { return try engine.fold(events) }
    var ready: [EventRecord] = []
    for (event, lifted) in zip(events, try names.upcasters.lifted(events))
    where !isStopped {
      if !parked.isEmpty, waits(event) { continue }
      switch lifted {
      case .success(let parts):
        let wanted = parts.filter(names.isSelected)
        if wanted.isEmpty { pass(event.position, parts.isEmpty ? .dropped : .otherType) }
        ready += wanted
      case .failure(let error):
        refuse(event.position, partition.key(of: event), "\(error)", .refusedEvent)
      }
    }
    try engine.fold(ready)
  }

  /// Whether events can be handed over as lines: none is lifted, and none waits behind one that was kept away.
  var takesLines: Bool { names.upcasters.isEmpty && parked.isEmpty }

  /// Hands the next events over as lines.
  ///
  /// - Throws: as ``ProjectionEngine/fold(_:)``.
  mutating func fold(_ lines: EventLines) throws {
    guard !isStopped else { return }
    guard takesLines else { return try fold(lines.records()) }
    try engine.fold(lines)
  }

  /// Hands over events as they are stored, damaged lines among them.
  ///
  /// - Throws: as the other.
  mutating func fold(_ events: [StoredEvent]) throws {
    var records: [EventRecord] = []
    records.reserveCapacity(events.count)
    for event in events {
      switch event {
      case .event(let record): records.append(record)
      case .damaged(let line) where !line.isMovedAside:
        try fold(records)
        records.removeAll(keepingCapacity: true)
        failDamaged(at: line.position, line.reason)
      case .damaged: break
      }
    }
    try fold(records)
  }

  /// Notes a line that is damaged: nobody knows which rows it goes to.
  mutating func failDamaged(at position: Int, _ reason: String) {
    guard !isStopped else { return }
    let fault = ProjectionFault.damaged(at: position, reason)
    fail(.init(position: position, cause: fault.cause, message: fault.message, keys: []))
  }

  /// Notes that what is inside an event's line is damaged.
  mutating func failDamaged(_ event: EventRecord, _ reason: String) {
    guard !isStopped, !waits(event) else { return }
    let fault = ProjectionFault.damaged(at: event.position, reason)
    refuse(event.position, partition.key(of: event), fault.message, fault.cause)
  }

  /// Notes that the line of a dead letter is damaged.
  mutating func failDamaged(_ letter: DeadLetter, _ reason: String) {
    let fault = ProjectionFault.damaged(at: letter.position, reason)
    refuse(letter.position, letter.keys.first, fault.message, fault.cause)
  }

  /// What is known of what came of the events since the last call.
  mutating func takeKnown() throws -> FoldedEvents {
    own.isEmpty ? try engine.takeKnown() : try settle()
  }

  /// What came of the events since the last call.
  mutating func settle() throws -> FoldedEvents {
    var folded = try engine.settle()
    guard !own.isEmpty else { return folded }
    folded.add(own)
    own = FoldedEvents()
    return folded
  }
}

// MARK: - Events that are kept away

extension EngineFeed {
  private mutating func refuse(
    _ position: Int, _ key: String?, _ message: String, _ cause: ProjectionFault.Cause
  ) {
    fail(
      .init(position: position, cause: cause, message: message, keys: key.map { [$0] } ?? []))
    if onFault == .park, let key { parked.insert(StreamName(key)) }
  }

  private mutating func fail(_ fault: FoldedEvents.Fault) {
    own.faults.append(fault)
    isStopped = onFault == .stop
  }

  /// Whether an event waits behind one that was kept away.
  private mutating func waits(_ event: EventRecord) -> Bool {
    guard let key = partition.key(of: event), parked.contains(StreamName(key)) else { return false }
    own.waits.append(.init(position: event.position, keys: [key]))
    return true
  }

  private mutating func pass(_ position: Int, _ reason: PassedReason) {
    if tellsPassed { own.passed.append(.init(position: position, reason: reason)) }
  }
}

extension FoldedEvents {
  fileprivate var isEmpty: Bool { faults.isEmpty && waits.isEmpty && passed.isEmpty }

  /// Adds what a feed has of its own.
  fileprivate mutating func add(_ other: FoldedEvents) {
    faults = (faults + other.faults).sorted { $0.position < $1.position }
    waits = (waits + other.waits).sorted { $0.position < $1.position }
    passed = (passed + other.passed).sorted { $0.position < $1.position }
  }
}

extension ProjectionDefinition {
  /// What folds single events of a log, and what hands them over.
  func engine(
    _ start: EngineStart, in snapshot: LogSnapshot
  ) throws -> (any ProjectionEngine, EngineFeed) {
    let names = FeedNames(
      selection: selection, upcasters: snapshot.upcasters, onlyCategory: nil)
    var start = start
    start.category = { snapshot.index.categoryName(of: $0) }
    let engine = try makeEngine(start)
    return (engine, EngineFeed(engine, start, of: partition, names: names))
  }
}
