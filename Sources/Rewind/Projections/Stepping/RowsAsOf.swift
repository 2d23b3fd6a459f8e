/// The rows of a projection as of a place in a log, and on from there as steps change them.
///
/// Where the log tells which events a row is of, only those of the rows that are asked for are folded; otherwise all
/// are. Not locked: one thread uses it at a time.
final class RowsAsOf: @unchecked Sendable {
  /// So many positions are looked at, or events folded, between two reports.
  private static let batchSize = 2048

  private let definition: ProjectionDefinition
  private let snapshot: LogSnapshot
  private let position: Int
  private let report: ProjectionRunner.Report
  private var held: [StreamName: [ReadModelValue]?] = [:]
  /// The half of the state that all rows share.
  private(set) var shared: [ReadModelValue]?
  /// Whether rows are made when they are asked for.
  private let isLazy: Bool

  /// - Throws: as ``ProjectionRunner/stepper(after:in:report:)``.
  init(
    _ definition: ProjectionDefinition, at position: Int, in snapshot: LogSnapshot,
    report: @escaping ProjectionRunner.Report
  ) throws {
    self.definition = definition
    self.snapshot = snapshot
    self.position = position
    self.report = report
    isLazy = definition.partition == .stream && definition.shared == nil
    if !isLazy, position > 0 { try make(snapshot.positions(definition.selection, 1...position)) }
  }

  /// The rows of keys.
  func values(ofKeys keys: [String]) throws -> [[ReadModelValue]?] {
    if isLazy {
      let new = keys.filter { held[StreamName($0)] == nil }
      let streams = new.compactMap { snapshot.index.streamID(named: $0) }
      let positions = streams.flatMap { stream in
        snapshot.index.loggedPositions(of: stream).prefix { $0 <= position }
      }
      try make(snapshot.positions(definition.selection, positions.sorted()))
      for key in new where held[StreamName(key)] == nil { held[StreamName(key)] = .some(nil) }
    }
    return keys.map { held[StreamName($0)] ?? nil }
  }

  /// Takes in what an event made of a row; answers the row before.
  func replace(_ key: String?, by row: [ReadModelValue]?) throws -> [ReadModelValue]? {
    guard let key else {
      defer { shared = row }
      return shared
    }
    let old = try values(ofKeys: [key])[0]
    held[StreamName(key)] = .some(row)
    return old
  }

  /// Folds events, and holds the rows that come of them.
  private func make(_ positions: [Int]) throws {
    guard !positions.isEmpty else { return }
    var (engine, feed) = try definition.engine(EngineStart(), in: snapshot)
    var meter = ProjectionMeter(position: 0)
    for start in stride(from: 0, to: positions.count, by: Self.batchSize) {
      let batch = positions[start..<min(start + Self.batchSize, positions.count)]
      try feed.fold(try snapshot.events(at: Array(batch)))
      if let stop = try feed.settle().stop {
        throw BrokenDefinitionError(
          projection: definition.name, position: stop.position, reason: stop.message)
      }
      if engine.isFull { try take(from: engine) }
      let progress = meter.progress(
        .folding, position: batch.last ?? 0, bytesRead: batch.endIndex,
        bytesLeft: positions.count - batch.endIndex, parked: 0)
      guard report(progress) else { throw CancellationError() }
    }
    try take(from: engine)
  }

  private func take(from engine: any ProjectionEngine) throws {
    while true {
      let states = try engine.takeRows(ofBytes: 1 << 20)
      if states.isEmpty { break }
      for state in states { held[StreamName(state.key)] = .some(state.values) }
    }
    if let shared = try engine.takeShared() { self.shared = shared }
  }
}

extension LogSnapshot {
  /// Those of some positions whose lines a projection may take, damaged ones among them.
  func positions(_ selection: EventSelection, _ positions: some Sequence<Int>) -> [Int] {
    let selected = IndexedSelection(selection, upcasters: upcasters, in: index)
    return positions.filter { index[$0].stream == nil || selected.contains(eventAt: $0) }
  }
}
