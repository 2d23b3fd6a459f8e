/// A query for rows of a read model's table.
public struct RowQuery: Hashable, Sendable {
  /// The table's place in ``ProjectionDefinition/tables``.
  public var table: Int
  /// The name of the column to sort by, the first where nil.
  public var sortColumn: String?
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
    table: Int = 0, sortColumn: String? = nil, descending: Bool = false, filter: String = "",
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
