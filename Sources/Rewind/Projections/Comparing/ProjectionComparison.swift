/// What two definitions of a projection make of one log, and since when it differs.
public struct ProjectionComparison: Sendable {
  /// A row as each of the two has it: a value for each column after the key; nil where it has none.
  public struct Rows: Hashable, Sendable {
    /// What the old definition makes.
    public internal(set) var old: [ReadModelValue]?
    /// What the new definition makes.
    public internal(set) var new: [ReadModelValue]?
  }

  /// A row that was, or still is, another by the new definition than by the old one.
  public struct Difference: Hashable, Sendable {
    /// The row's key; nil for the half of the state that all rows share.
    public let key: String?
    /// The position of the first event after which the two differed.
    public let position: Int
    /// The row behind that event.
    public let first: Rows
    /// The row at the end.
    public let last: Rows
    /// Whether they differ at the end too.
    public let differsNow: Bool
  }

  /// What the two wrote at an event, where that differs: the rows of their tables of entries or outputs, without the
  /// position.
  public struct OutputDifference: Hashable, Sendable {
    /// The event's position.
    public let position: Int
    /// What the old definition wrote.
    public let old: [[ReadModelValue]]
    /// What the new definition wrote.
    public let new: [[ReadModelValue]]
  }

  /// The events that a definition could not take in; its rows are as if there had not been any of them.
  public struct Faults: Hashable, Sendable {
    /// How many there are.
    public internal(set) var count = 0
    /// The first of them.
    public internal(set) var first: ProjectionFault?
  }

  /// The definitions.
  public let old: ProjectionDefinition, new: ProjectionDefinition
  /// The last position that was looked at.
  public internal(set) var position = 0
  /// The rows that differ or differed, by the positions of the first events after which they did.
  public internal(set) var differences: [Difference] = []
  /// How many rows there are that never differed.
  public internal(set) var same = 0
  /// The first 1,000 of the events at which other entries or outputs were written.
  public internal(set) var outputs: [OutputDifference] = []
  /// How many such events there are in all.
  public internal(set) var outputCount = 0
  /// What could not be taken in.
  public internal(set) var oldFaults = Faults(), newFaults = Faults()

  init(old: ProjectionDefinition, new: ProjectionDefinition) {
    self.old = old
    self.new = new
  }
}

extension ProjectionComparison {
  /// How the rows of a difference differ.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Only the new definition has the row at the end.
    case added
    /// Only the old one has.
    case removed
    /// Both have it, and it is not the same.
    case changed
    /// It is the same at the end, or on neither side.
    case past
  }

  /// How many rows differ in each way.
  public var counts: [Kind: Int] {
    differences.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
  }

  /// Whether the two made the same rows, entries and outputs behind every event.
  public var isSame: Bool { differences.isEmpty && outputCount == 0 }

  /// What differs between the rows of a difference, column by column and member by member.
  public func changes(of rows: Rows, in difference: Difference) -> [ColumnChange] {
    let shape = difference.key == nil ? RowShapes(shared: old, new) : RowShapes(old, new)
    return shape.changes(from: rows.old, to: rows.new)
  }
}

extension ProjectionComparison.Difference {
  /// How the rows differ at the end.
  public var kind: ProjectionComparison.Kind {
    guard differsNow else { return .past }
    return last.old == nil ? .added : last.new == nil ? .removed : .changed
  }
}
