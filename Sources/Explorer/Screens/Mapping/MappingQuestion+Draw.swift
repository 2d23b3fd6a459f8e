import Rewind
package import TextUI

extension MappingQuestion {
  /// Draws the question on a canvas of any size: what the mapping finds, and the line of the answer.
  package func draw(_ display: DisplayOptions, on canvas: inout Canvas) {
    let theme = Theme(usesColor: display.usesColor)
    let layout = Layout(canvas.size)
    canvas.write(
      TextWidth.middleCut(unknown.file, to: canvas.size.columns - 2, glyphs: canvas.glyphs),
      at: Point(column: 1, row: 0), style: .bold)
    drawLines(in: body(on: canvas.size), theme, on: &canvas)
    if let field {
      draw(field, above: layout.hintsRow, theme, on: &canvas)
      canvas.write(Self.editingHints, row: layout.hintsRow, theme)
    } else {
      let question = [
        StyledText("open with this? "), StyledText("[Y/n/e]", style: theme.key), StyledText(" "),
      ]
      let used = canvas.write(question, at: Point(column: 1, row: layout.statusRow))
      canvas.cursor = Point(column: 1 + used, row: layout.statusRow)
      canvas.write(hints(on: canvas.size), row: layout.hintsRow, theme)
    }
  }

  private func draw(
    _ field: TextField, above row: Int, _ theme: Theme, on canvas: inout Canvas
  ) {
    guard let rows = rowsOfField(on: canvas.size) else {
      return field.draw(inRow: row - 1, label: Self.label, theme, on: &canvas)
    }
    let first = row - rows.lines.count
    let start = 1 + canvas.write(Self.label, at: Point(column: 1, row: first), style: theme.key)
    for (number, line) in rows.lines.enumerated() {
      canvas.write(line, at: Point(column: start, row: first + number))
    }
    canvas.cursor = Point(column: start + rows.cursor.column, row: first + rows.cursor.row)
  }

  /// The line that is edited, where it takes several rows and no more than a third of the screen; nil where one
  /// row shows what is before its cursor.
  private func rowsOfField(on size: Size) -> (lines: [String], cursor: Point)? {
    guard let rows = field?.rows(size.columns - Self.label.count - 2),
      2...max(2, size.rows / 3) ~= rows.lines.count
    else { return nil }
    return rows
  }

  private static let label = "mapping: "

  /// Where the box stands: above the answer.
  private func body(on size: Size) -> Rect {
    let rows = rowsOfField(on: size)?.lines.count ?? 1
    return Layout(size).body.split(lower: rows - 1).upper
  }

  private func hints(on size: Size) -> Binding.Hints {
    let scroll: [Binding.Hint] = lastTop(on: size) > 0 ? [.init(keys: "j k", text: "scroll")] : []
    return (
      scroll,
      [
        .init(keys: "y", text: "open"), .init(keys: "e", text: "edit"),
        .init(keys: "n", text: "leave"),
      ]
    )
  }

  private static let editingHints: Binding.Hints = (
    [.init(keys: "Ctrl-w", text: "delete a word")],
    [.init(keys: "Enter", text: "look at it"), .init(keys: "Esc", text: "cancel")]
  )

  // MARK: - What it leads to

  private func drawLines(in area: Rect, _ theme: Theme, on canvas: inout Canvas) {
    let lines = lines(area.size.columns - Self.margins, theme)
    var rect = area
    rect.size.rows = min(rect.size.rows, lines.count + 2)
    let inside = rect.inset(columns: 2)
    let top = min(top, lastTop(on: canvas.size))
    let last = min(lines.count, top + inside.size.rows)
    let isWhole = lines.count <= inside.size.rows
    canvas.box(
      rect, isFocused: true, title: [StyledText("Mapping")],
      corner: isWhole ? [] : [StyledText("\(last) of \(lines.count)")])
    for (row, line) in lines[top..<last].enumerated() {
      canvas.write(line, at: inside.row(row).origin, limit: inside.size.columns)
    }
  }

  /// The columns that the border takes, with a space beside it.
  private static let margins = 4

  /// The first line that is shown at the end of all; 0 where there is room for all.
  func lastTop(on size: Size) -> Int {
    let area = body(on: size).size
    let count = lines(area.columns - Self.margins, Theme(usesColor: false)).count
    return max(0, count - (area.rows - 2))
  }

  /// All there is to say, none of it wider than the columns.
  private func lines(_ columns: Int, _ theme: Theme) -> [[StyledText]] {
    func wrapped(_ text: String, _ style: Style = .plain) -> [[StyledText]] {
      TextWidth.wrapped(text, to: columns).map { [StyledText($0, style: style)] }
    }
    let trouble = error.map { wrapped("! \($0)", theme.error) + [[]] } ?? []
    let count = Format.count(coverage.first?.lineCount ?? 0, "line")
    let lead =
      mapping == unknown.guess
      ? "No known system wrote this; a guess finds in \(count):"
      : "What this mapping finds in \(count):"
    let direction =
      unknown.isNewestFirst(by: mapping)
      ? [[]] + wrapped("! \(DirectionWords.remark); \(DirectionWords.advice)", theme.error) : []
    return trouble + wrapped(lead) + [[]] + MappingTable(coverage).lines(columns, theme) + direction
  }
}
