import TextUI

extension TextField {
  /// Draws the line in a row of its own, with the terminal's cursor in it.
  ///
  /// - Parameters:
  ///   - label: what stands before the text.
  ///   - example: what can be typed, shown while nothing is.
  ///   - error: why what was typed is not understood, shown behind it.
  ///   - note: what is found by it, shown at the right end.
  func draw(
    inRow row: Int, label: String, example: String = "", error: String? = nil, note: String = "",
    _ theme: Theme,
    on canvas: inout Canvas
  ) {
    canvas.fill(Rect(column: 0, row: row, columns: canvas.size.columns, rows: 1))
    canvas.write(note, endingBefore: canvas.size.columns - 1, row: row)
    let columns = canvas.size.columns - (note.isEmpty ? 0 : TextWidth.columns(of: note) + 2)
    let label = canvas.write(label, at: Point(column: 1, row: row), style: theme.key)
    let remark = error.map { "! \($0)" }
    let whole = columns - label - 3
    let remarkRoom = remark.map { min(TextWidth.columns(of: $0) + 2, whole * 2 / 3) } ?? 0
    let room = whole - remarkRoom
    let shown = shown(in: room, ellipsis: canvas.glyphs.ellipsis)
    let used = canvas.write(shown.text, at: Point(column: 1 + label, row: row), limit: room)
    if characters.isEmpty {
      canvas.write(
        example, at: Point(column: 2 + label, row: row), style: theme.dimmed,
        limit: columns - label - 3)
    }
    if let remark {
      canvas.write(
        remark, at: Point(column: 1 + label + used + 3, row: row), style: theme.error,
        limit: max(1, columns - label - used - 5))
    }
    canvas.cursor = Point(column: min(columns - 1, 1 + label + shown.cursor), row: row)
  }
}
