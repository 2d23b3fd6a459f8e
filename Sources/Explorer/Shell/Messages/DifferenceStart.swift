public import Rewind

/// Since when a row is another by one definition of a projection than by another.
public struct DifferenceStart: Hashable, Sendable {
  /// The table's place in `ProjectionDefinition.tables`.
  public let table: Int
  /// The row's key.
  public let key: String
  /// The position of the first event after which the two differed.
  public let position: Int
  /// What differed behind that event, old and new.
  public let changes: [ColumnChange]

  /// Says since when a row is another.
  public init(table: Int, key: String, position: Int, changes: [ColumnChange]) {
    (self.table, self.key, self.position, self.changes) = (table, key, position, changes)
  }
}
