/// Some rows of a read model's table.
public struct RowPage: Hashable, Sendable {
  /// How many rows pass the query's filter.
  public var count: Int
  /// How many rows the table has.
  public var total: Int
  /// The columns of the rows: the projection's, and those that the database has of members of documents.
  public var columns: [ReadModelColumn]
  /// The number of the first of ``rows`` among those that pass.
  public var offset: Int
  /// The rows: a value for each column.
  public var rows: [[ReadModelValue]]

  /// Makes a page.
  public init(
    columns: [ReadModelColumn], count: Int, total: Int, offset: Int, rows: [[ReadModelValue]]
  ) {
    self.columns = columns
    self.count = count
    self.total = total
    self.offset = offset
    self.rows = rows
  }
}
