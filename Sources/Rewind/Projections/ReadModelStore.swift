/// Which copy of a projection's read model is meant.
public enum ReadModelCopy: String, Hashable, Sendable, CaseIterable {
  /// The one that everybody reads.
  case live
  /// The one that a rebuild fills beside it.
  case shadow
}

/// What is known of a stored copy of a read model.
public struct ReadModelHeader: Hashable, Sendable {
  /// Which definition made it: ``ProjectionDefinition/fingerprint``.
  public var fingerprint: String
  /// How far it is complete.
  public var checkpoint: Checkpoint
  /// Why it went no further; nil where nothing stopped it.
  public var fault: ProjectionFault?
  /// When it was last written.
  public var writtenAt: Timestamp

  /// Describes a copy.
  public init(
    fingerprint: String, checkpoint: Checkpoint, fault: ProjectionFault? = nil,
    writtenAt: Timestamp
  ) {
    self.fingerprint = fingerprint
    self.checkpoint = checkpoint
    self.fault = fault
    self.writtenAt = writtenAt
  }
}

/// What a projection made of the events since the last write.
public struct ReadModelChanges: Sendable {
  /// A row of the table of states to be set; nil values to be removed.
  public struct State: Sendable {
    /// The partition's key.
    public var key: String
    /// The values of the columns after the key; nil where the row goes.
    public var values: [ReadModelValue]?

    /// Describes a row.
    public init(key: String, values: [ReadModelValue]?) {
      self.key = key
      self.values = values
    }
  }
  /// A row of the table of entries to be added.
  public struct Entry: Sendable {
    /// The position of the event.
    public var position: Int
    /// The values of the columns after the position.
    public var values: [ReadModelValue]

    /// Describes a row.
    public init(position: Int, values: [ReadModelValue]) {
      self.position = position
      self.values = values
    }
  }

  /// The rows of the table of states that changed, each once.
  public var states: [State] = []
  /// The new rows of the table of entries, by position.
  public var entries: [Entry] = []
  /// Events that were parked, by position.
  public var parked: [DeadLetter] = []
  /// Positions of events that are parked no longer.
  public var unparked: [Int] = []

  /// No changes.
  public init() {}

  /// How many rows the changes are.
  public var count: Int { states.count + entries.count + parked.count + unparked.count }
}

/// Where read models are kept: a database, in which rows and checkpoint change together.
///
/// Everything may be called from any thread. Everything throws ``ReadModelError``, and an error of the
/// store's own where the database cannot be used; what was there before is whole then.
public protocol ReadModelStore: Sendable {
  /// What is known of a copy; nil where there is none.
  func header(of projection: String, _ copy: ReadModelCopy) throws -> ReadModelHeader?

  /// Makes a copy anew, with no rows; what was there of it goes.
  ///
  /// - Parameter header: what is known of the empty copy: the definition's fingerprint, and
  ///   ``Checkpoint/start``.
  func begin(
    _ definition: ProjectionDefinition, _ copy: ReadModelCopy, header: ReadModelHeader) throws

  /// Writes changes and the place they lead to, in one transaction.
  func write(
    _ changes: ReadModelChanges, header: ReadModelHeader, of definition: ProjectionDefinition,
    _ copy: ReadModelCopy) throws

  /// The values after the key of each partition's row, in the order asked; nil where there is none.
  func states(
    ofKeys keys: [String], in definition: ProjectionDefinition, _ copy: ReadModelCopy
  ) throws -> [[ReadModelValue]?]

  /// Puts the shadow in the place of the live copy, in one transaction.
  ///
  /// - Parameter evenIfBehind: whether the shadow may be less far than the live copy, which is refused
  ///   otherwise: for a live copy of another log.
  func swap(_ definition: ProjectionDefinition, evenIfBehind: Bool) throws

  /// Removes the shadow, where there is one.
  func discardShadow(of projection: String) throws

  /// The dead letters of a copy, by position, from one on; at most so many.
  func deadLetters(
    of projection: String, _ copy: ReadModelCopy, after position: Int, limit: Int
  ) throws -> [DeadLetter]

  /// How many dead letters a copy has.
  func deadLetterCount(of projection: String, _ copy: ReadModelCopy) throws -> Int

  /// The keys of partitions with dead letters.
  func parkedKeys(of projection: String, _ copy: ReadModelCopy) throws -> Set<String>

  /// Some rows of a table, as they are now.
  func rows(_ query: RowQuery, of definition: ProjectionDefinition, _ copy: ReadModelCopy)
    throws -> RowPage

  /// What the shadow has that the live copy has not, and the other way round.
  func compare(_ definition: ProjectionDefinition, limit: Int, after: Int) throws
    -> ReadModelComparison

  /// Takes possession of a projection, for this process and this call alone; given up when the
  /// returned value goes.
  ///
  /// - Throws: ``ReadModelError/owned(projection:process:)`` where somebody else has it.
  func own(_ projection: String) throws -> any Sendable

  /// The process that owns a projection, where one does and it can be told; 0 where it cannot.
  func owner(of projection: String) -> Int?
}

/// Which rows of a read model's table to show.
public struct RowQuery: Hashable, Sendable {
  /// The table's place in ``ProjectionDefinition/tables``.
  public var table: Int
  /// The number of the column to sort by, the first where nil.
  public var sortColumn: Int?
  /// Whether the greatest comes first.
  public var descending: Bool
  /// Only rows with this text in a column, in any case unless it has a capital letter; a leading `!`
  /// inverts; empty for all.
  public var filter: String
  /// How many rows to pass over.
  public var offset: Int
  /// How many rows to give at most.
  public var limit: Int
  /// Only the row of this key; nil for all.
  public var key: String?

  /// Makes a query.
  public init(
    table: Int = 0, sortColumn: Int? = nil, descending: Bool = false, filter: String = "",
    offset: Int = 0, limit: Int = 100, key: String? = nil
  ) {
    self.table = table
    self.sortColumn = sortColumn
    self.descending = descending
    self.filter = filter
    self.offset = offset
    self.limit = limit
    self.key = key
  }
}

/// Some rows of a read model's table.
public struct RowPage: Hashable, Sendable {
  /// How many rows pass the query's filter.
  public var count: Int
  /// How many rows the table has.
  public var total: Int
  /// The number of the first of ``rows`` among those that pass.
  public var offset: Int
  /// The rows: a value for each column.
  public var rows: [[ReadModelValue]]

  /// Makes a page.
  public init(count: Int, total: Int, offset: Int, rows: [[ReadModelValue]]) {
    self.count = count
    self.total = total
    self.offset = offset
    self.rows = rows
  }
}

/// How two copies of a read model differ, by the rows of all its tables.
public struct ReadModelComparison: Hashable, Sendable {
  /// What became of one row.
  public struct Difference: Hashable, Sendable {
    /// The table's place in ``ProjectionDefinition/tables``.
    public var table: Int
    /// The key, or the position for an entry.
    public var key: ReadModelValue
    /// The row in the live copy, a value for each column; nil where it is new.
    public var old: [ReadModelValue]?
    /// The row in the shadow, a value for each column; nil where it is gone.
    public var new: [ReadModelValue]?

    /// Describes a difference.
    public init(
      table: Int, key: ReadModelValue, old: [ReadModelValue]?, new: [ReadModelValue]?
    ) {
      self.table = table
      self.key = key
      self.old = old
      self.new = new
    }
  }

  /// How many rows only the shadow has.
  public var added: Int
  /// How many rows only the live copy has.
  public var removed: Int
  /// How many rows differ.
  public var changed: Int
  /// How many rows are the same.
  public var same: Int
  /// The columns of the live copy, table by table, where they are not the definition's.
  public var oldColumns: [[ReadModelColumn]]
  /// Some of the differences, ordered by table and key.
  public var differences: [Difference]

  /// Makes a comparison.
  public init(
    added: Int, removed: Int, changed: Int, same: Int, oldColumns: [[ReadModelColumn]],
    differences: [Difference]
  ) {
    self.added = added
    self.removed = removed
    self.changed = changed
    self.same = same
    self.oldColumns = oldColumns
    self.differences = differences
  }
}

/// Why a read model cannot be used, in one line that says what to do.
@nonexhaustive
public enum ReadModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another process works on the projection.
  case owned(projection: String, process: Int)
  /// There is no read model yet.
  case notBuilt(projection: String)
  /// There is no finished rebuild to be put in the live one's place.
  case noShadow(projection: String)
  /// The shadow is not as far as the live copy, so that a swap would lose events.
  case shadowBehind(projection: String, shadow: Int, live: Int)
  /// A row holds what its definition cannot read.
  case unreadable(projection: String, key: String, column: String)
  /// The log is not the one the read model was made from, or the definition is another.
  case stale(projection: String, reason: String)
  /// No projection has a name.
  case unknown(projection: String, known: [String])

  /// One line: what happened and what to do.
  public var description: String {
    isMendedByRebuild ? "\(problem); rebuild it" : problem
  }

  /// Whether a rebuild of the projection mends it.
  package var isMendedByRebuild: Bool {
    switch self {
    case .notBuilt, .noShadow, .shadowBehind, .unreadable, .stale: true
    case .owned, .unknown: false
    }
  }

  /// One line: what happened, without the rebuild that mends it.
  package var problem: String {
    switch self {
    case .owned(let projection, let process):
      "\(projection): \(process == 0 ? "another process" : "process \(process)") is at work on it; "
        + "wait for it or end it"
    case .notBuilt(let projection): "\(projection): no read model yet"
    case .noShadow(let projection): "\(projection): no finished rebuild"
    case .shadowBehind(let projection, let shadow, let live):
      "\(projection): the rebuild is at @\(shadow), the read model at @\(live)"
    case .unreadable(let projection, let key, let column):
      "\(projection): the row \(key) has a \(column) that it never wrote"
    case .stale(let projection, let reason): "\(projection): \(reason)"
    case .unknown(let projection, let known):
      "no projection is called \(projection); there are: \(known.joined(separator: ", "))"
    }
  }
}
