/// Stands for the entries of a projection that has none.
public struct NoEntries: ReadModelRow {
  /// Nothing.
  public init() {}

  /// No columns.
  public mutating func columns(_ column: inout ColumnMapper) {}
}
