/// Steps through a log with a projection, event by event; nothing is written.
///
///     let stepper = try runner.stepper(after: 12_000)
///     while let position = try stepper.next().position { print(position) }
///
/// An event that cannot be taken in leaves its rows as they were, and the next ones are taken in all the same. One
/// thread uses a stepper at a time.
public final class ProjectionStepper {
  private static let fewest = 16
  private static let most = 1024

  /// What is stepped.
  public let definition: ProjectionDefinition
  /// The last position that was stepped over.
  public private(set) var position: Int

  private let snapshot: LogSnapshot
  private let selection: IndexedSelection
  private let rows: RowsAsOf
  private var feed: EngineFeed
  private let key: String?
  /// How far events were folded.
  private var folded: Int
  private var batchSize = ProjectionStepper.fewest
  /// What is known of the positions behind ``position``, up to ``folded``.
  private var known: [Int: Known] = [:]
  private var stop: FoldedEvents.Fault?

  private struct Known {
    var steps: [FoldedEvents.Step] = []
    var entries: [[ReadModelValue]] = []
    var fault: String?
    var passed: PassedReason?
  }

  init(
    _ definition: ProjectionDefinition, after position: Int, key: String?,
    in snapshot: LogSnapshot, report: @escaping ProjectionRunner.Report
  ) throws {
    self.definition = definition
    self.snapshot = snapshot
    self.key = key
    (self.position, folded) = (position, position)
    selection = IndexedSelection(
      definition.selection, upcasters: snapshot.upcasters, in: snapshot.index)
    let rows = try RowsAsOf(definition, at: position, in: snapshot, report: report)
    self.rows = rows
    var start = EngineStart()
    start.told = .allRows
    start.isNew = position == 0
    start.rows = { try rows.values(ofKeys: $0) }
    start.shared = rows.shared
    feed = try definition.engine(start, in: snapshot).1
  }

  /// Goes on to the next event that the projection takes.
  ///
  /// - Parameters:
  ///   - last: the last position to look at; nil for all.
  ///   - isWanted: asked now and then, with the last position that was looked at; false ends it, and the next step is
  ///     behind that position.
  /// - Returns: a step without a position where there is no such event.
  /// - Throws: ``BrokenDefinitionError`` where the projection can go on with no event; ``LogFileError``,
  ///   ``LogChangedError``; `CancellationError` where `isWanted` ended it.
  public func next(
    through last: Int? = nil, isWanted: (Int) -> Bool = { _ in true }
  ) throws -> ProjectionStep {
    let last = min(last ?? .max, snapshot.index.eventCount)
    var step = ProjectionStep()
    while position < last {
      if position == folded {
        guard isWanted(position) else { throw CancellationError() }
        try foldMore(through: last)
      }
      position += 1
      try take(position, into: &step)
      if step.position != nil { break }
    }
    return step
  }

  /// Says what is known of an event.
  private func take(_ position: Int, into step: inout ProjectionStep) throws {
    let known = known.removeValue(forKey: position)
    if let stop, stop.position <= position {
      throw BrokenDefinitionError(
        projection: definition.name, position: stop.position, reason: stop.message)
    }
    let changes = try (known?.steps ?? []).map { step in
      ProjectionStep.Row(
        key: step.key, old: try rows.replace(step.key, by: step.row), new: step.row)
    }
    // Of several parts of an event the first has what was before, the last what is behind it.
    let merged = changes.mergedByKey
    guard key == nil || merged.contains(where: { $0.key == key }) || known?.fault != nil else {
      return step.pass(position, known?.passed ?? (merged.isEmpty ? .otherSource : .otherRow))
    }
    let isTaken = !merged.isEmpty || known?.entries.isEmpty == false || known?.fault != nil
    guard isTaken else { return step.pass(position, known?.passed ?? .otherSource) }
    step.position = position
    step.rows = merged
    step.entries = known?.entries ?? []
    step.fault = known?.fault
  }

  /// Folds some events more.
  private func foldMore(through last: Int) throws {
    let next = folded + 1..<min(folded + batchSize, last) + 1
    batchSize = min(2 * batchSize, Self.most)
    folded = next.upperBound - 1
    let events = try snapshot.events(
      at: next.filter { snapshot.index[$0].stream == nil || selection.contains(eventAt: $0) })
    for case .damaged(let line) in events where line.isMovedAside {
      known[line.position, default: Known()].passed = .repaired
    }
    try feed.fold(events)
    let made = try feed.settle()
    stop = made.stop
    for step in made.steps { known[step.position, default: Known()].steps.append(step) }
    for entry in made.entries {
      known[entry.position, default: Known()].entries.append(entry.values)
    }
    for fault in made.faults { known[fault.position, default: Known()].fault = fault.message }
    for pass in made.passed { known[pass.position, default: Known()].passed = pass.reason }
  }
}

extension ProjectionRunner {
  /// Steps through the log from a place on.
  ///
  /// The rows as of that place are made first: where the log tells which events a row is of, only those of the rows
  /// that are met are folded; otherwise all events up to there.
  ///
  /// - Parameters:
  ///   - position: the place; 0 for the log's start.
  ///   - key: the row whose events are stepped through; nil for all rows.
  ///   - snapshot: the log to look at; nil for the source as its last refresh left it.
  ///   - report: called while rows are made; false ends it.
  /// - Throws: ``BrokenDefinitionError``, ``LogFileError``, ``LogChangedError``; `CancellationError` where `report`
  ///   ended it; what making an engine throws.
  public func stepper(
    after position: Int, ofKey key: String? = nil, in snapshot: LogSnapshot? = nil,
    report: @escaping Report = { _ in true }
  ) throws -> ProjectionStepper {
    let snapshot = snapshot ?? source.snapshot()
    return try ProjectionStepper(
      definition, after: min(max(0, position), snapshot.index.eventCount), key: key, in: snapshot,
      report: report)
  }
}

extension ProjectionStep {
  /// Adds an event that is passed over.
  fileprivate mutating func pass(_ position: Int, _ reason: PassedReason) {
    var passed = passed ?? Passed(positions: position...position, reasons: [:])
    passed.positions = passed.positions.lowerBound...position
    passed.reasons[reason, default: 0] += 1
    self.passed = passed
  }
}

extension [ProjectionStep.Row] {
  /// The rows, each once, in the order in which they were met.
  fileprivate var mergedByKey: [ProjectionStep.Row] {
    var places: [StreamName?: Int] = [:]
    var merged: [ProjectionStep.Row] = []
    for row in self {
      if let place = places[row.key.map { StreamName($0) }] {
        merged[place] = .init(key: row.key, old: merged[place].old, new: row.new)
      } else {
        places[row.key.map { StreamName($0) }] = merged.count
        merged.append(row)
      }
    }
    return merged
  }
}
