internal import Platform
internal import Synchronization

/// Two definitions that fold the same log.
struct ComparedSides: Sendable {
  let old: ComparedSide
  let new: ComparedSide

  /// - Parameters:
  ///   - feed: gives the lines that one of them takes, or more.
  ///   - rows: what is told, and who has the rows that an engine lets go of.
  /// - Throws: what making an engine throws; ``NoDigestsError``.
  init(
    _ old: ProjectionDefinition, _ new: ProjectionDefinition, _ feed: any BatchFeed,
    _ rows: some RowComparing
  ) throws {
    let isFiltered = old.selection != new.selection
    self.old = try ComparedSide(old, .old, feed, isFiltered: isFiltered, rows)
    self.new = try ComparedSide(new, .new, feed, isFiltered: isFiltered, rows)
  }

  subscript(side: ComparedSide.Name) -> ComparedSide { side == .old ? old : new }

  /// Lets both fold what a batch holds behind a position, up to another one, each on a thread of its own.
  ///
  /// - Parameter ahead: what the thread that is done first goes on with.
  /// - Throws: as ``ComparedSide/fold(_:after:through:)``.
  func fold(
    _ batch: EventBatch, after first: Int, through last: Int, ahead: OrderedScan<BatchBuilder>?
  ) throws -> (old: FoldedEvents, new: FoldedEvents) {
    let made = Mutex<[ComparedSide.Name: Result<FoldedEvents, any Error>]>([:])
    runOnThreads(max(2, Processors.workers)) { number in
      if number < 2 {
        let side: ComparedSide.Name = number == 0 ? .old : .new
        let result = Result { try self[side].fold(batch, after: first, through: last) }
        made.withLock { $0[side] = result }
      }
      if number < Processors.workers { ahead?.work(as: number) }
    }
    return try made.withLock { made in
      guard let old = made[.old], let new = made[.new] else { preconditionFailure("both folded") }
      return (try old.get(), try new.get())
    }
  }
}

/// One of two definitions at work.
///
/// Not locked: one thread uses it at a time.
final class ComparedSide: @unchecked Sendable {
  /// Which of the two definitions is meant.
  enum Name: Sendable { case old, new }

  private let name: Name
  private let definition: ProjectionDefinition
  private let engine: any ProjectionEngine
  private var hand: BatchHand
  private(set) var faults = ProjectionComparison.Faults()

  init(
    _ definition: ProjectionDefinition, _ name: Name, _ feed: any BatchFeed, isFiltered: Bool,
    _ rows: some RowComparing
  ) throws {
    self.name = name
    self.definition = definition
    var start = EngineStart()
    start.told = rows.told
    start.rows = { rows.values(ofKeys: $0, name) }
    start.category = { [names = feed.names] in names.category(of: $0) }
    engine = try definition.makeEngine(start)
    if case .digests = rows.told, !engine.tellsDigests { throw NoDigestsError() }
    // What events are lifted to is of the definition's own selection.
    let names = FeedNames(
      selection: definition.selection, upcasters: feed.names.upcasters, onlyCategory: nil)
    let handing = EngineFeed(engine, start, of: definition.partition, names: names)
    hand = BatchHand(
      handing, mapping: feed.mapping, names: feed.names,
      filter: isFiltered ? LineFilter(definition.selection, names: feed.names) : nil)
  }

  /// Folds what a batch holds behind a position, up to another one, and answers all that came of it.
  ///
  /// - Throws: ``BrokenDefinitionError``; ``NoDigestsError``; what the engine throws.
  func fold(_ batch: EventBatch, after first: Int, through last: Int) throws -> FoldedEvents {
    engine.dropTold()
    try hand.fold(batch, after: first, through: last)
    let folded = try hand.settle()
    if let stop = folded.stop {
      throw BrokenDefinitionError(
        projection: definition.name, position: stop.position, reason: stop.message)
    }
    if let first = folded.faults.first, faults.first == nil {
      faults.first = ProjectionFault(
        position: first.position, cause: first.cause, message: first.message)
    }
    faults.count += folded.faults.count
    return folded
  }

  /// The rows that some events left, then what others were before; see ``ProjectionEngine/told(steps:before:)``.
  func told(steps: [Int], before rows: [Int]) throws -> [[ReadModelValue]?] {
    guard !(steps.isEmpty && rows.isEmpty) else { return [] }
    return try engine.told(steps: steps, before: rows)
  }

  /// What all rows share; see ``ProjectionEngine/toldShared(step:)``.
  func toldShared(step: Int?) throws -> [ReadModelValue]? { try engine.toldShared(step: step) }

  /// Gives the rows that changed since they were given last, and the half of the state that all share.
  func giveRows(to rows: some RowComparing) throws {
    while true {
      let states = try engine.takeRows(ofBytes: 1 << 20)
      if states.isEmpty { break }
      for state in states { rows.keep(state.values, ofKey: state.key, name) }
    }
    if let shared = try engine.takeShared() { rows.keep(shared, ofKey: nil, name) }
  }

  /// Gives the rows away where the engine holds as many as it may.
  func letGoWhereFull(_ rows: some RowComparing) throws {
    guard engine.isFull else { return }
    rows.willForget(name)
    try giveRows(to: rows)
    try engine.forgetRows()
  }
}
