/// Folds a log by two definitions in one pass, and finds since when what they make differs.
///
///     let comparer = ProjectionComparer(source: log, old: asItRuns, new: asItIsEdited)
///     for difference in try comparer.compare().differences { print(difference.position) }
///
/// Nothing is written. Where both are scripts, and rows small, their processes hold the rows, and of a row that never
/// differs some 100 bytes are held here; else the rows of both are held in memory, with about 400 bytes for each key.
public struct ProjectionComparer: Sendable {
  /// So many lines are folded by both before what they made is compared.
  private static let partSize = 4096
  private static let outputLimit = 1_000

  private let source: any EventSource
  private let old: ProjectionDefinition
  private let new: ProjectionDefinition
  /// Whether rows may be compared by their digests.
  private let usesDigests: Bool

  /// Compares what two definitions, of whatever names, make of a log.
  public init(source: any EventSource, old: ProjectionDefinition, new: ProjectionDefinition) {
    self.init(source: source, old: old, new: new, usesDigests: true)
  }

  package init(
    source: any EventSource, old: ProjectionDefinition, new: ProjectionDefinition,
    usesDigests: Bool
  ) {
    self.source = source
    self.old = old
    self.new = new
    self.usesDigests = usesDigests
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
    if usesDigests, RowShapes.haveSameColumns(old, new) {
      do {
        return try compare(by: ComparedDigests(), through: last, report)
      } catch is NoDigestsError {
        // All rows are told, then.
      }
    }
    return try compare(by: ComparedRows(old, new), through: last, report)
  }

  private func compare(
    by rows: some RowComparing, through last: Int, _ report: ProjectionRunner.Report
  ) throws -> ProjectionComparison {
    let feed = try source.makeFeed(
      after: 0, selection: old.selection.union(new.selection))
    let sides = try ComparedSides(old, new, feed, rows)
    var comparison = ProjectionComparison(old: old, new: new)
    var meter = ProjectionMeter(position: 0)
    var done = 0
    while done < last {
      guard let batch = try feed.next() else { throw LogChangedError(file: source.name) }
      let end = min(batch.lastPosition, last)
      while done < end {
        let next = min(batch.end(ofLines: Self.partSize, behind: done), end)
        let made = try sides.fold(batch, after: done, through: next, ahead: feed.ahead)
        try rows.take(made.old, made.new, sides)
        comparison.take(made.old.entries, made.new.entries, limit: Self.outputLimit)
        try sides.old.letGoWhereFull(rows)
        try sides.new.letGoWhereFull(rows)
        done = next
        let progress = meter.progress(
          .folding, position: done, bytesRead: feed.bytesRead, bytesLeft: feed.bytesLeft,
          parked: 0)
        guard report(progress) else { throw CancellationError() }
      }
    }
    comparison.position = last
    (comparison.differences, comparison.same) = try rows.finish(sides)
    (comparison.oldFaults, comparison.newFaults) = (sides.old.faults, sides.new.faults)
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
