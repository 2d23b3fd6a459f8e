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
    drawLines(in: layout.body, theme, on: &canvas)
    if let field {
      field.draw(inRow: layout.statusRow, label: "mapping: ", theme, on: &canvas)
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
    let area = Layout(size).body.size
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
      ? "No known system wrote this log. What a guess finds in \(count) from all over it:"
      : "What this mapping finds in \(count) from all over the log:"
    return trouble + wrapped(lead) + [[]] + MappingTable(coverage).lines(columns, theme)
  }
}
