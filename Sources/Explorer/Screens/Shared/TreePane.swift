import Rewind
import TextUI

/// A panel that shows a tree: its rows and the cursor.
struct TreePane: Sendable {
  private(set) var rows: [TreeRow] = []
  /// Whether the cursor still is on the path it was on before the rows last changed.
  private(set) var keptPath = false
  var cursor = ListCursor()
  var folding = Folding()

  var selected: TreeRow? { rows.indices.contains(cursor.row) ? rows[cursor.row] : nil }

  /// Takes other rows; the cursor keeps its path, else the row it had.
  mutating func show(_ rows: [TreeRow]) {
    let path = selected?.path
    self.rows = rows
    let row = path.flatMap { path in rows.firstIndex { $0.path == path } }
    keptPath = row != nil
    if let row { cursor.row = row }
    cursor.row = max(0, min(cursor.row, rows.count - 1))
  }

  /// Goes to the row of a path, if it is there.
  mutating func select(_ path: JSONPath) {
    if let row = rows.firstIndex(where: { $0.path == path }) { cursor.row = row }
  }

  /// Folds the selected value; a value that has nothing to fold, or is folded, goes to its parent.
  mutating func fold() {
    guard let row = selected else { return }
    if row.line.isFolded == false {
      folding.set(row.path, folded: true)
    } else {
      var parent = row.path
      guard parent.components.popLast() != nil else { return }
      select(parent)
    }
  }

  mutating func unfold() {
    guard let row = selected, row.line.isFolded == true else { return }
    folding.set(row.path, folded: false)
  }

  mutating func toggleFold() {
    guard let row = selected, let isFolded = row.line.isFolded else { return }
    folding.set(row.path, folded: !isFolded)
  }
}
