/// Lets an engine fold what a log has: the worker of a projection that takes the keys of its rows out of events.
///
/// Not locked: the runner hands a worker to one thread at a time.
final class EngineWorker: ProjectionWorker, @unchecked Sendable {
  private let engine: any ProjectionEngine
  private let parks: Bool
  private var hand: BatchHand
  private var changes = ReadModelChanges()
  private var notes: [ProjectionNote] = []

  init(
    _ engine: any ProjectionEngine, _ start: EngineStart, of partition: ProjectionPartition,
    mapping: CompiledMapping, names: FeedNames
  ) {
    self.engine = engine
    parks = start.onFault == .park
    hand = BatchHand(
      EngineFeed(engine, start, of: partition, names: names), mapping: mapping, names: names)
  }

  func fold(
    _ batch: EventBatch, after first: Int, through last: Int
  ) throws -> ProjectionFault? {
    try hand.fold(batch, after: first, through: last)
    return try take(hand.takeKnown())
  }

  func settle() throws -> ProjectionFault? { try take(hand.settle()) }

  /// Keeps what came of events; answers the first fault where that ends the pass.
  private func take(_ folded: FoldedEvents) -> ProjectionFault? {
    notes += folded.notes
    if let fault = folded.stop ?? (parks ? nil : folded.faults.first) {
      return ProjectionFault(
        position: fault.position, cause: fault.cause, message: fault.message)
    }
    changes.entries += folded.entries
    changes.parked += folded.faults.map { DeadLetter($0) }
    changes.parked += folded.waits.map { DeadLetter(waitingAt: $0.position, keys: $0.keys) }
    return nil
  }

  var waitingCount: Int { changes.entries.count + changes.parked.count }

  var hasSeveralRows: Bool { engine.hasSeveralRows }

  var isFull: Bool { engine.isFull }

  func takeEntries() -> ReadModelChanges {
    defer { changes = ReadModelChanges() }
    return changes
  }

  func beginTakingStates() {}

  func takeStates(ofBytes size: Int) throws -> [ReadModelChanges.State] {
    try engine.takeRows(ofBytes: size)
  }

  func takeShared() throws -> [ReadModelValue]? { try engine.takeShared() }

  func takeNotes() -> [ProjectionNote] {
    defer { notes = [] }
    return notes
  }

  func forgetRows() throws { try engine.forgetRows() }
}
