/// Folds a log by two definitions in one pass, and finds since when what they make differs.
///
///     let comparer = ProjectionComparer(source: log, old: asItRuns, new: asItIsEdited)
///     for difference in try comparer.compare().differences { print(difference.position) }
///
/// Nothing is written. The rows of both are held in memory, about 400 bytes and the rows themselves for each key.
public struct ProjectionComparer: Sendable {
  private static let batchSize = 4096
  private static let outputLimit = 1_000

  private let source: any EventSource
  private let old: ProjectionDefinition
  private let new: ProjectionDefinition

  /// Compares what two definitions, of whatever names, make of a log.
  public init(source: any EventSource, old: ProjectionDefinition, new: ProjectionDefinition) {
    self.source = source
    self.old = old
    self.new = new
  }

  /// Compares behind every event.
  ///
  /// An event that a definition cannot take in leaves its rows as they were, and is counted.
  ///
  /// - Parameters:
  ///   - snapshot: the log to look at; nil for the source as its last refresh left it.
  ///   - position: the last position to look at; nil for all.
  ///   - report: called now and then; false ends it.
  /// - Throws: ``BrokenDefinitionError`` where one can go on with no event; ``LogFileError``, ``LogChangedError``;
  ///   `CancellationError` where `report` ended it; what making an engine throws.
  public func compare(
    in snapshot: LogSnapshot? = nil, through position: Int? = nil,
    report: ProjectionRunner.Report = { _ in true }
  ) throws -> ProjectionComparison {
    let snapshot = snapshot ?? source.snapshot()
    let last = min(position ?? .max, snapshot.index.eventCount)
    let rows = ComparedRows(old, new)
    var sides = (
      try ComparedSide(old, in: snapshot) { rows.values(ofKeys: $0, .old) },
      try ComparedSide(new, in: snapshot) { rows.values(ofKeys: $0, .new) }
    )
    var comparison = ProjectionComparison(old: old, new: new)
    var meter = ProjectionMeter(position: 0)
    var batch = 1..<1
    var events: [StoredEvent] = []
    while true {
      try sides.0.begin(events)
      try sides.1.begin(events)
      // While they are at these, the next are read.
      let next = batch.upperBound..<min(batch.upperBound + Self.batchSize, last + 1)
      events = try snapshot.events(
        at: next.filter { sides.0.takes($0) || sides.1.takes($0) })
      let (made, madeNew) = (try sides.0.settle(), try sides.1.settle())
      rows.take(old: made.steps, new: madeNew.steps)
      comparison.take(made.entries, madeNew.entries, limit: Self.outputLimit)
      batch = next
      if next.isEmpty { break }
      let progress = meter.progress(
        .folding, position: next.lowerBound - 1, bytesRead: next.lowerBound,
        bytesLeft: last - next.lowerBound, parked: 0)
      guard report(progress) else { throw CancellationError() }
    }
    comparison.position = last
    comparison.differences = rows.differences()
    comparison.same = rows.sameCount
    (comparison.oldFaults, comparison.newFaults) = (sides.0.faults, sides.1.faults)
    return comparison
  }
}

/// A definition can go on with no event: its script broke, or took too long.
public struct BrokenDefinitionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The projection's name.
  public let projection: String
  /// The event's position.
  public let position: Int
  /// What was said.
  public let reason: String

  /// One line: the projection, the event, and what was said.
  public var description: String { "\(projection): broke at @\(position): \(reason)" }
}

/// One of two definitions at work.
private struct ComparedSide {
  private let definition: ProjectionDefinition
  private let selection: IndexedSelection
  private let index: LogIndex
  private let engine: any ProjectionEngine
  private var feed: EngineFeed
  private(set) var faults = ProjectionComparison.Faults()

  /// - Parameter rows: answers the rows that it has let go of.
  init(
    _ definition: ProjectionDefinition, in snapshot: LogSnapshot,
    rows: @escaping WorkerStart.Rows
  ) throws {
    self.definition = definition
    index = snapshot.index
    selection = IndexedSelection(
      definition.selection, upcasters: snapshot.upcasters, in: snapshot.index)
    var start = EngineStart()
    start.told = .allRows
    start.rows = rows
    (engine, feed) = try definition.engine(start, in: snapshot)
  }

  /// Whether it is to be handed the line at a position.
  func takes(_ position: Int) -> Bool {
    index[position].stream == nil || selection.contains(eventAt: position)
  }

  /// Hands events over, those among them that it takes.
  mutating func begin(_ events: [StoredEvent]) throws {
    try feed.fold(events.filter { takes($0.position) })
  }

  /// What came of the events.
  mutating func settle() throws -> FoldedEvents {
    let folded = try feed.settle()
    if let stop = folded.stop {
      throw BrokenDefinitionError(
        projection: definition.name, position: stop.position, reason: stop.message)
    }
    if let first = folded.faults.first, faults.first == nil {
      faults.first = ProjectionFault(
        position: first.position, cause: first.cause, message: first.message)
    }
    faults.count += folded.faults.count
    if engine.isFull { try forgetRows() }
    return folded
  }

  /// Lets go of the rows in the engine, which were all told.
  private func forgetRows() throws {
    while try !engine.takeRows(ofBytes: 1 << 20).isEmpty {}
    _ = try engine.takeShared()
    try engine.forgetRows()
  }
}

extension ProjectionComparison {
  /// Takes in what the two wrote at some events.
  fileprivate mutating func take(
    _ old: [ReadModelChanges.Entry], _ new: [ReadModelChanges.Entry], limit: Int
  ) {
    guard !(old.isEmpty && new.isEmpty) else { return }
    let (old, new) = (old.byPosition, new.byPosition)
    for position in Set(old.keys).union(new.keys).sorted() {
      let (before, after) = (old[position] ?? [], new[position] ?? [])
      guard before != after else { continue }
      outputCount += 1
      if outputs.count < limit {
        outputs.append(OutputDifference(position: position, old: before, new: after))
      }
    }
  }
}

extension [ReadModelChanges.Entry] {
  fileprivate var byPosition: [Int: [[ReadModelValue]]] {
    Dictionary(grouping: self, by: \.position).mapValues { $0.map(\.values) }
  }
}
