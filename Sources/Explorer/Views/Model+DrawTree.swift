import Rewind
import TextUI

extension Model {
  /// Draws a tree of values, dimmed while it is not what the cursor is at.
  func draw(
    _ tree: TreePane, in inside: Rect, of panel: Panel, isOutdated: Bool, on canvas: inout Canvas
  ) {
    TreeView(
      count: tree.rows.count, cursor: tree.cursor, isFocused: screenPanel == panel,
      isOutdated: isOutdated, theme: theme
    ).draw(in: inside, on: &canvas) { tree.rows[$0].line }
  }
}
