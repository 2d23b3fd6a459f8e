import Rewind
import TextUI

/// What is the same for all panels that are lists or trees: moving, clicking, scrolling.
extension Room {
  /// What keys are for: the room's popup, else the panel that has the focus.
  var keyPanel: Panel { popupPanel ?? focus }

  /// How many rows of a panel are visible; at least one, so that movement works in hidden ones too.
  func visibleRows(of panel: Panel, in shell: Shell) -> Int {
    max(1, listArea(of: panel, in: shell).size.rows)
  }

  /// Moves the cursor of the focused panel as a key says.
  mutating func moveList(_ command: Command, count: Int?, in shell: Shell) {
    let panel = keyPanel
    guard var cursor = cursor(of: panel, in: shell) else { return }
    cursor.move(
      command, count: count, of: rowCount(of: panel, in: shell),
      height: visibleRows(of: panel, in: shell))
    setCursor(cursor, of: panel, in: shell)
    cursorMoved(in: panel, shell)
  }

  /// Selects the row that is clicked at.
  mutating func clickList(_ point: Point, in panel: Panel, _ shell: Shell) {
    let area = listArea(of: panel, in: shell)
    guard var cursor = cursor(of: panel, in: shell), area.rowRange.contains(point.row) else {
      return
    }
    let row = cursor.top + point.row - area.origin.row
    cursor.row = max(0, min(row, rowCount(of: panel, in: shell) - 1))
    setCursor(cursor, of: panel, in: shell)
    cursorMoved(in: panel, shell)
  }

  /// Keeps the cursors of all panels within their rows, and in sight.
  mutating func settleLists(in shell: Shell) {
    for panel in Self.panels + [popupPanel].compactMap({ $0 }) {
      guard let old = self.cursor(of: panel, in: shell) else { continue }
      var cursor = old
      cursor.settle(
        count: rowCount(of: panel, in: shell), height: visibleRows(of: panel, in: shell))
      if cursor != old { setCursor(cursor, of: panel, in: shell) }
    }
  }
}

extension Room {
  /// Draws the border of a panel and answers its inside; nil where it is not on screen.
  func drawFrame(
    _ panel: Panel, title: [StyledText], corner: [StyledText] = [],
    bottomCorner: [StyledText] = [], in shell: Shell, on canvas: inout Canvas
  ) -> Rect? {
    guard let rect = shell.layout.panels[panel] else { return nil }
    canvas.box(
      rect, isFocused: focus == panel, title: title, corner: corner, bottomCorner: bottomCorner)
    return rect.inset()
  }

  /// The widget of a panel that is a list.
  func listView(_ panel: Panel, in shell: Shell, hasPointer: Bool = false) -> ListView {
    ListView(
      count: rowCount(of: panel, in: shell), cursor: cursor(of: panel, in: shell) ?? ListCursor(),
      isFocused: focus == panel, hasPointer: hasPointer)
  }
}

extension ListCursor {
  /// Moves as a key says, within a list of so many rows.
  mutating func move(_ command: Command, count: Int?, of rows: Int, height: Int) {
    let half = max(1, height / 2)
    let target =
      switch command {
      case .down: row + (count ?? 1)
      case .up: row - (count ?? 1)
      case .pageDown: row + half * (count ?? 1)
      case .pageUp: row - half * (count ?? 1)
      case .top: (count ?? 1) - 1
      case .bottom: count.map { $0 - 1 } ?? rows - 1
      default: row
      }
    row = max(0, min(target, rows - 1))
  }
}
