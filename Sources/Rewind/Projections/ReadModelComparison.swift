/// How two copies of a read model differ, by the rows of all its tables.
public struct ReadModelComparison: Hashable, Sendable {
  /// One row that differs.
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
