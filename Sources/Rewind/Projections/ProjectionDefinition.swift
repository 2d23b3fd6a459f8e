/// A projection, whatever it is written in: what a runner, a store and a screen need to know of it.
public struct ProjectionDefinition: Sendable {
  /// The name, by which a person asks for it.
  public let name: String
  /// The name of the file of code that defines it; nil where it is part of the program.
  public let file: String?
  /// A text that tells this definition from others of its name; a read model made by another one is stale.
  public let fingerprint: String
  /// The tables of the read model: the states, then the entries where there are any.
  public let tables: [ReadModelTable]
  /// Which events it is about.
  public let selection: EventSelection
  /// What the rows stand for.
  public let partition: ProjectionPartition
  /// The text that it is; nil where it is none, as in Swift.
  public let text: DefinitionText?
  /// What the fingerprints of projections in Swift begin with.
  static let swiftMark = "swift "
  typealias WorkerMaking =
    @Sendable (WorkerShare, WorkerStart, CompiledMapping, FeedNames) throws -> any ProjectionWorker

  /// Whether several workers fold it, each a share of the partitions.
  let isParallel: Bool
  /// Makes the worker that folds a share of the partitions.
  let makeWorker: WorkerMaking
  /// Makes what folds events one after the other and tells what each did.
  let makeEngine: @Sendable (EngineStart) throws -> any ProjectionEngine

  /// The table with a row for each partition.
  public var states: ReadModelTable { tables[0] }
  /// The table with a row for each event that left one, or several; nil where there is none.
  public var entries: ReadModelTable? { table(.entries) ?? table(.outputs) }
  /// The table with the half of the state that all rows share; nil where there is none.
  public var shared: ReadModelTable? { table(.shared) }

  /// Whether an event may be of several rows, or of what they share.
  var linksRows: Bool { partition == .keys || shared != nil }

  private func table(_ kind: ReadModelTable.Kind) -> ReadModelTable? {
    tables.first { $0.kind == kind }
  }

  /// The definition of a projection written in Swift.
  public init<P: Projection>(_ projection: P) {
    name = projection.name
    file = nil
    selection = projection.selection
    partition = projection.partition
    tables = Self.tables(of: projection)
    fingerprint = [
      "\(Self.swiftMark)\(projection.revision)", projection.partition.rawValue,
      "\(projection.selection)",
      tables.map(\.fingerprint).joined(separator: ";"),
    ].joined(separator: " | ")
    text = nil
    makeEngine = { RowFold(projection, $0) }
    isParallel = partition == .stream || partition == .type
    makeWorker =
      if partition == .keys {
        Self.engineWorker(makeEngine, partition)
      } else {
        { FoldingWorker(projection, share: $0, start: $1, mapping: $2, names: $3) }
      }
  }

  /// The definition of a projection that an engine of another language folds.
  ///
  /// - Parameters:
  ///   - name: by which a person asks for it.
  ///   - file: the name of the file that defines it, where there is one.
  ///   - fingerprint: tells it from others of its name.
  ///   - tables: those of the read model, that of the rows first.
  ///   - selection: the events that the engine is handed.
  ///   - partition: what the rows stand for.
  ///   - text: the text that it is; nil where that is not known.
  ///   - makeEngine: makes the engine, wherever it is to begin.
  package init(
    name: String, file: String? = nil, fingerprint: String, tables: [ReadModelTable],
    selection: EventSelection, partition: ProjectionPartition, text: DefinitionText? = nil,
    makeEngine: @escaping @Sendable (EngineStart) throws -> any ProjectionEngine
  ) {
    self.name = name
    self.file = file
    self.fingerprint = fingerprint
    self.tables = tables
    self.selection = selection
    self.partition = partition
    self.text = text
    self.makeEngine = makeEngine
    isParallel = false
    makeWorker = Self.engineWorker(makeEngine, partition)
  }

  private static func engineWorker(
    _ makeEngine: @escaping @Sendable (EngineStart) throws -> any ProjectionEngine,
    _ partition: ProjectionPartition
  ) -> WorkerMaking {
    { _, start, mapping, names in
      let start = EngineStart(start, names: names)
      return EngineWorker(
        try makeEngine(start), start, of: partition, mapping: mapping, names: names)
    }
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
