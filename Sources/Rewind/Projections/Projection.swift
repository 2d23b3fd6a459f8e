/// What folds the events of many streams into a read model: a row for each partition.
///
///     struct AccountBalances: Projection {
///       struct Row: ReadModelRow {
///         var balance = 0
///         mutating func columns(_ column: inout ColumnMapper) { column("balance", &balance) }
///       }
///
///       let name = "account_balances"
///       let selection = EventSelection.category("account")
///       let key = "account"
///
///       func apply(_ event: EventRecord, to row: inout Row?) throws {
///         guard let amount = event.data["amount"]?.int else { return }
///         var balance = row ?? Row()
///         balance.balance += event.type == "MoneyWithdrawn" ? -amount : amount
///         row = balance
///       }
///     }
///
/// A projection is a function: the same events give the same rows, whenever and however often they are
/// folded. It must not look at the time of day, at chance or at anything else outside.
public protocol Projection: Sendable {
  /// What is kept of a partition, and shown as its row.
  associatedtype Row: ReadModelRow
  /// What is kept of an event besides; ``NoEntries`` where nothing is.
  associatedtype Entry: ReadModelRow = NoEntries

  /// The name, by which a person asks for it.
  var name: String { get }
  /// The name of the table of rows.
  var stateTable: String { get }
  /// Raise it when the code makes other rows of the same events: read models made before are stale then.
  /// A change of columns, indexes, selection or partition makes them stale without it.
  var revision: Int { get }
  /// Which events it is about; others never reach it.
  var selection: EventSelection { get }
  /// What the rows stand for.
  var partition: ProjectionPartition { get }
  /// What the column of the partition's key is called: `account`.
  var key: String { get }
  /// The name of the table of entries.
  var entryTable: String { get }
  /// The indexes of the table of rows, beside that of the key; each rebuild makes them.
  var indexes: [ReadModelIndex] { get }
  /// The indexes of the table of entries, beside that of the position.
  var entryIndexes: [ReadModelIndex] { get }

  /// The keys of the rows that an event goes to, where the partition is ``ProjectionPartition/keys``: one, several or
  /// none. Two keys are one where their bytes are the same.
  ///
  /// The event is taken into each of its rows or, where one of them throws, into none.
  ///
  /// - Throws: whatever makes the event impossible.
  func keys(for event: EventRecord) throws -> [String]

  /// Takes the next event of a partition into its row; nil before there is one, and to remove it.
  ///
  /// - Throws: whatever makes the event impossible; the row stays as it was, and the projection stops
  ///   or parks the event, as ``ErrorPolicy`` says.
  func apply(_ event: EventRecord, to row: inout Row?) throws

  /// What is kept of an event besides its partition's row, with the row as the event left it.
  ///
  /// Where an upcaster splits an event, or it goes to several rows, the last entry that there is is kept.
  func entry(for event: EventRecord, row: Row?) throws -> Entry?

  /// Applies events to their rows.
  ///
  /// There is no need to implement it: it is a requirement so that the default is compiled for each
  /// projection's own rows.
  func fold(_ events: inout PartitionEvents, into rows: inout PartitionRows<Row>)
}

extension Projection {
  /// The first revision.
  public var revision: Int { 1 }
  /// A row for each stream.
  public var partition: ProjectionPartition { .stream }
  /// `stream`, `type`, `all` or `key`, after the partition.
  public var key: String { partition.rawValue }
  /// The stream.
  public func keys(for event: EventRecord) -> [String] { [event.stream.rawValue] }
  /// The projection's name.
  public var stateTable: String { name }
  /// The projection's name with `_entries` behind it.
  public var entryTable: String { name + "_entries" }
  /// None.
  public var indexes: [ReadModelIndex] { [] }
  /// None.
  public var entryIndexes: [ReadModelIndex] { [] }

  /// Applies each event to its row in place, and keeps its entry.
  @inlinable
  public func fold(_ events: inout PartitionEvents, into rows: inout PartitionRows<Row>) {
    while events.beginStretch() {
      rows.lookAhead(to: events)
      while let place = events.next() {
        do {
          let entry =
            events.isLifted
            ? try take(events.parts, at: place, of: &rows)
            : try take(events.event, at: place, of: &rows)
          if let entry { events.keep(entry) }
        } catch {
          events.fail(error)
        }
      }
    }
  }

  /// Applies an event to the row at a place, and answers the columns of its entry.
  @inlinable
  func take(
    _ event: EventRecord, at place: Int, of rows: inout PartitionRows<Row>
  ) throws -> [ReadModelValue]? {
    var entry: [ReadModelValue]?
    try rows.change(place) { row in
      try apply(event, to: &row)
      entry = try self.entry(for: event, row: row)?.columnValues
    }
    return entry
  }

  /// Applies what upcasters made of an event, all or nothing, and answers the columns of the last entry.
  @inlinable
  func take(
    _ parts: [EventRecord], at place: Int, of rows: inout PartitionRows<Row>
  ) throws -> [ReadModelValue]? {
    var entry: [ReadModelValue]?
    try rows.change(place) { row in
      for part in parts {
        try apply(part, to: &row)
        entry = try self.entry(for: part, row: row)?.columnValues ?? entry
      }
    }
    return entry
  }
}

extension Projection where Entry == NoEntries {
  /// Nothing.
  @inlinable
  public func entry(for event: EventRecord, row: Row?) -> NoEntries? { nil }
}
