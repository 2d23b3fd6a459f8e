import Rewind
import TextUI

/// How a read model is shown.
struct RowsView: Hashable, Sendable {
  var table = 0
  /// The column that the rows are sorted by, the first where nil.
  var sortColumn: Int?
  var isDescending = false
  var filter = ""
  var cursor = ListCursor()
  /// The column under the cursor.
  var column = 0
  /// The position that the rows are shown as of; nil for now.
  var at: Int?
  /// The position that is compared with.
  var base: Int?

  /// The query for some of the rows.
  func query(offset: Int, limit: Int) -> RowQuery {
    RowQuery(
      table: table, sortColumn: sortColumn, descending: isDescending, filter: filter,
      offset: offset, limit: limit)
  }

  /// Shows another table; the moments stay.
  mutating func show(table: Int) {
    var new = RowsView()
    (new.table, new.at, new.base) = (table, at, base)
    self = new
  }

  /// Sorts by the column under the cursor, the other way round where it was sorted by it.
  mutating func sort() {
    if (sortColumn ?? 0) == column {
      isDescending.toggle()
    } else {
      (sortColumn, isDescending) = (column, false)
    }
  }
}
