import Rewind
import TextUI

/// How a read model is shown.
struct RowsView: Hashable, Sendable {
  var table = 0
  /// The name of the column that the rows are sorted by, the first where nil.
  var sortColumn: String?
  var isDescending = false
  var filter = "" { didSet { key = nil } }
  /// The key of the one row that is shown; nil for all that pass the filter.
  private(set) var key: String?
  var cursor = ListCursor()
  /// The column under the cursor.
  var column = 0
  /// The position that the rows are shown as of; nil for now.
  var at: Int? { didSet { previewed = nil } }
  /// Set where the rows are as a script makes them that was changed after the read model was made: the generation of
  /// that.
  private(set) var previewed: Int?
  /// The position that is compared with.
  var base: Int?

  /// The query for some of the rows.
  func query(offset: Int, limit: Int) -> RowQuery {
    RowQuery(
      table: table, sortColumn: sortColumn, descending: isDescending, filter: filter,
      offset: offset, limit: limit, key: key)
  }

  /// Shows rows as a changed script makes them, as of the position up to which the read model is whole.
  mutating func preview(at position: Int, generation: Int) {
    at = position
    previewed = generation
  }

  /// Shows one row of a table, as it is now.
  mutating func showOnly(_ key: String, inTable table: Int) {
    show(table: table)
    at = nil
    self.key = key
  }

  /// Shows another table; the moments stay.
  mutating func show(table: Int) {
    var new = RowsView()
    (new.table, new.at, new.base) = (table, at, base)
    new.previewed = previewed
    self = new
  }

  /// Sorts by the column under the cursor, the other way round where it was sorted by it.
  mutating func sort(_ columns: [ReadModelColumn]) {
    guard columns.indices.contains(column) else { return }
    if columns[column].name == sortColumn ?? columns[0].name {
      isDescending.toggle()
    } else {
      (sortColumn, isDescending) = (columns[column].name, false)
    }
  }
}
