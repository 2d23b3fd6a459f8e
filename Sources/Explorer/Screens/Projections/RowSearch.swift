import Rewind
import TextUI

/// A search for a row among those that are not loaded.
struct RowSearch: Hashable, Sendable {
  /// How many rows are looked at in one go.
  static let step = 1000

  let pattern: TextPattern
  let direction: Find.Direction
  /// Which of the hits is wanted, from 1.
  var count: Int
  /// The rows to be looked at next.
  var rows: Range<Int>
}
