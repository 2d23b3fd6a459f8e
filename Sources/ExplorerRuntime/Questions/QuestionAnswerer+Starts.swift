import Explorer
import Rewind

extension QuestionAnswerer {
  /// Since when the rows differ that a rebuild which is ready makes otherwise than the read model has them: both are
  /// folded anew, by what made the read model and by what the projection is now.
  ///
  /// Nothing where one definition made both; what differs then is not of its making.
  func starts(
    ofDifferencesIn name: String, limit: Int, _ log: LogSnapshot, _ reply: Reply
  ) throws -> Answer {
    let store = projections.models.store
    let new = try projections.definition(named: name)
    guard let live = try store.header(of: name, .live),
      let end = try store.header(of: name, .shadow)?.checkpoint.position
    else { return .differenceStarts([]) }
    let old: ProjectionDefinition
    do {
      old = try projections.catalog.definition(thatMade: live, of: new)
    } catch ReadModelError.unknownDefinition(_, let reason) {
      return .differenceStarts([], unknown: reason)
    }
    guard old.fingerprint != new.fingerprint else { return .differenceStarts([]) }
    // The rebuild may have read events that the explorer does not show yet.
    let log = log.index.eventCount < end ? projections.source.snapshot() : log
    let listed = try store.compare(new, limit: limit, after: 0).differences
    let report = Self.report(reply, part: 0...1)
    let comparison = try ProjectionComparer(source: projections.source, old: old, new: new)
      .compare(in: log, through: end) { report($0) }
    return .differenceStarts(comparison.starts(of: listed))
  }
}

extension ProjectionComparison {
  /// Since when rows differ that two copies of a read model have otherwise.
  ///
  /// Without those that the two definitions make the same again: they differ since one copy is further than the other.
  fileprivate func starts(of listed: [ReadModelComparison.Difference]) -> [DifferenceStart] {
    let differing = differences.filter(\.differsNow)
    let shared = differing.first { $0.key == nil }
    let byKey = Dictionary(
      differing.compactMap { row in row.key.map { (StreamName($0), row) } }
    ) { first, _ in first }
    return listed.compactMap { row in
      let key = row.key.description
      let found: Difference? =
        switch new.tables[row.table].kind {
        case .states: byKey[StreamName(key)]
        case .shared: shared
        case .entries, .outputs: nil
        }
      return found.map {
        DifferenceStart(
          table: row.table, key: key, position: $0.position, changes: changes(of: $0.first, in: $0))
      }
    }
  }
}
