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

  /// Writes what an empty panel says.
  func writeEmpty(_ lines: [String], in inside: Rect, on canvas: inout Canvas) {
    canvas.write(lines: lines, in: inside.inset(columns: 1, rows: 0), style: theme.dimmed)
  }
}
