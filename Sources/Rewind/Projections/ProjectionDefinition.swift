/// A projection, whatever it is written in: what a runner, a store and a screen need to know of it.
public struct ProjectionDefinition: Sendable {
  /// The name, by which a person asks for it.
  public let name: String
  /// A text that tells this definition from others of its name; a read model made by another one is stale.
  public let fingerprint: String
  /// The tables of the read model: the states, then the entries where there are any.
  public let tables: [ReadModelTable]
  /// Which events it is about.
  public let selection: EventSelection
  /// What the rows stand for.
  public let partition: ProjectionPartition
  /// Makes the worker that folds a share of the partitions.
  let makeWorker:
    @Sendable (WorkerShare, WorkerStart, CompiledMapping, FeedNames) -> any ProjectionWorker

  /// The table with a row for each partition.
  public var states: ReadModelTable { tables[0] }
  /// The table with a row for each event that left one; nil where there is none.
  public var entries: ReadModelTable? { tables.count > 1 ? tables[1] : nil }

  /// The definition of a projection written in Swift.
  public init<P: Projection>(_ projection: P) {
    name = projection.name
    selection = projection.selection
    partition = projection.partition
    tables = Self.tables(of: projection)
    fingerprint = [
      "swift \(projection.revision)", projection.partition.rawValue, "\(projection.selection)",
      tables.map(\.fingerprint).joined(separator: ";"),
    ].joined(separator: " | ")
    makeWorker = { FoldingWorker(projection, share: $0, start: $1, mapping: $2, names: $3) }
  }

  private static func tables<P: Projection>(of projection: P) -> [ReadModelTable] {
    let key = ReadModelColumn(name: projection.key, content: .text)
    let states = ReadModelTable(
      name: projection.stateTable, kind: .states, columns: [key] + P.Row.declaredColumns,
      indexes: projection.indexes)
    guard P.Entry.self != NoEntries.self else { return [states] }
    let position = ReadModelColumn(name: "position", content: .integer)
    let entries = ReadModelTable(
      name: projection.entryTable, kind: .entries, columns: [position] + P.Entry.declaredColumns,
      indexes: projection.entryIndexes)
    return [states, entries]
  }
}

extension ReadModelTable {
  fileprivate var fingerprint: String {
    let columns = columns.map { "\($0.name) \($0.content.rawValue)" }.joined(separator: ", ")
    let indexes = indexes.map { " by " + $0.columns.joined(separator: ",") }.joined()
    return "\(name)(\(columns))\(indexes)"
  }
}
