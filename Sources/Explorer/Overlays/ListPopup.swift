import TextUI

/// A popup that holds a list: a title, lines above the list, and below it the selected row whole.
struct ListPopup: Sendable {
  var title: String
  var count: Int
  var cursor: ListCursor
  /// The lines above the list.
  var head: [[StyledText]] = []
  /// What the selected row says, for where the row is too short for it.
  var selectedText = ""
  /// How many rows are kept for it below the list.
  var footRows = 0
  /// What is said where the list is empty.
  var emptyText: [String] = []
  /// Whether it is a menu: as wide as it needs, in the middle, all of it on screen.
  var isMenu = false

  private static let menuColumns = 64

  /// Keeps rows below the list for the selected one, where there is a list.
  mutating func keepFoot(in layout: Layout) {
    footRows = count == 0 ? 0 : layout.popup.size.rows >= 16 ? 4 : 2
  }

  /// Where it stands: no taller than it needs.
  func rect(in layout: Layout) -> Rect {
    var rect = layout.popup
    let rows = max(4, min(rect.size.rows, max(count, 1) + 2 + head.count + footRows))
    if isMenu {
      let columns = min(rect.size.columns, Self.menuColumns)
      rect.origin.column += (rect.size.columns - columns) / 2
      rect.size.columns = columns
      rect.origin.row += (rect.size.rows - rows) / 3
    }
    rect.size.rows = rows
    return rect
  }

  /// Where its rows stand.
  func listArea(in layout: Layout) -> Rect {
    var area = rect(in: layout).inset().dropFirst(rows: head.count)
    area.size.rows = max(0, area.size.rows - footRows)
    return area
  }

  func draw(
    in layout: Layout, _ theme: Theme, on canvas: inout Canvas,
    _ drawRow: (_ number: Int, _ row: Rect, _ canvas: inout Canvas) -> Void
  ) {
    let rect = rect(in: layout)
    let inside = rect.inset()
    canvas.fill(rect)
    let corner = count == 0 || isMenu ? "" : "\(cursor.row + 1) of \(Format.grouped(count))"
    canvas.box(rect, isFocused: true, title: [StyledText(title)], corner: [StyledText(corner)])
    canvas.cursor = inside.origin
    for (number, line) in head.enumerated() {
      let row = inside.row(number).inset(columns: 1, rows: 0)
      canvas.write(line, at: row.origin, limit: row.size.columns)
    }
    if count == 0 {
      let area = inside.dropFirst(rows: head.count).inset(columns: 1, rows: 0)
      canvas.write(lines: emptyText, in: area, style: theme.dimmed)
    }
    let area = listArea(in: layout)
    drawSelected(below: area, on: &canvas)
    ListView(count: count, cursor: cursor, isFocused: true).draw(in: area, on: &canvas, drawRow)
  }

  private func drawSelected(below area: Rect, on canvas: inout Canvas) {
    guard footRows > 0 else { return }
    let columns = area.size.columns - 2
    let blank = footRows > 2 ? 1 : 0
    let lines = TextWidth.wrapped(selectedText, to: columns)
    for (number, line) in lines.prefix(footRows - blank).enumerated() {
      let isCut = number == footRows - blank - 1 && lines.count > number + 1
      canvas.write(
        isCut ? line + String(canvas.glyphs.ellipsis) : line,
        at: Point(
          column: area.origin.column + 1, row: area.rowRange.upperBound + blank + number),
        limit: columns)
    }
  }
}
