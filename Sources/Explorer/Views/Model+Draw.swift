public import TextUI

extension Model {
  /// Shows the explorer on a canvas of the size that was last told.
  public func draw(on canvas: inout Canvas) {
    let layout = self.layout
    guard !layout.isTooSmall else {
      let smallest = Layout.smallest
      canvas.write(
        "rewind needs \(smallest.columns)x\(smallest.rows); q quits", at: Point(column: 0, row: 0))
      return
    }
    drawTop(on: &canvas)
    switch screen {
    case .roots: drawRoots(on: &canvas, layout)
    case .streams: drawStreams(on: &canvas, layout)
    case .stream: drawStream(on: &canvas, layout)
    case .log: drawLog(on: &canvas, layout)
    case .projections: drawProjections(on: &canvas, layout)
    case .help: drawHelp(on: &canvas, layout)
    }
    if let popup { draw(popup, on: &canvas, layout) }
    drawStatus(on: &canvas, layout)
    drawHints(on: &canvas, layout)
    if let prompt { draw(prompt, on: &canvas, layout) }
  }

  var separator: String { " \(options.glyphs.separator) " }

  /// Draws the border of a panel and answers its inside; nil where it is not on screen.
  func drawFrame(
    _ panel: Panel, title: [StyledText], corner: [StyledText] = [], on canvas: inout Canvas,
    _ layout: Layout
  ) -> Rect? {
    guard let rect = layout.panels[panel] else { return nil }
    canvas.box(rect, isFocused: screenPanel == panel, title: title, corner: corner)
    return rect.inset()
  }

  /// Marks the row the cursor is on: reversed, and the terminal's cursor on it, in the focused panel.
  func markRow(_ row: Int, in inside: Rect, of panel: Panel, on canvas: inout Canvas) {
    guard screenPanel == panel, inside.rowRange.contains(row) else { return }
    canvas.restyle(
      Rect(column: inside.origin.column, row: row, columns: inside.size.columns, rows: 1)
    ) { $0.isReversed = true }
    canvas.cursor = Point(column: inside.origin.column, row: row)
  }

  /// Writes what an empty panel says, a line a row.
  func writeEmpty(_ lines: [String], in inside: Rect, on canvas: inout Canvas) {
    var row = inside.origin.row
    for line in lines.flatMap({ TextWidth.wrapped($0, to: max(1, inside.size.columns - 2)) }) {
      guard inside.rowRange.contains(row) else { return }
      canvas.write(
        line, at: Point(column: inside.origin.column + 1, row: row), style: theme.dimmed,
        limit: inside.size.columns - 2)
      row += 1
    }
  }

  /// Writes a text that ends where `column` is, no longer than `limit`.
  func writeRight(
    _ text: String, before column: Int, row: Int, style: Style = .plain, on canvas: inout Canvas
  ) {
    canvas.write(
      text, at: Point(column: column - TextWidth.columns(of: text), row: row), style: style)
  }
}
