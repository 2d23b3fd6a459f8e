import Rewind
import TextUI

extension Model {
  /// A value shown whole.
  func draw(_ popup: ValuePopup, on canvas: inout Canvas, _ layout: Layout) {
    let rect =
      popup.isPlain
      ? Rect(column: 0, row: 1, columns: layout.size.columns, rows: layout.size.rows - 3)
      : layout.popup(of: popup)
    canvas.fill(rect)
    let inside = rect.inset(columns: 2)
    if popup.isPlain {
      canvas.write(popup.title, at: rect.origin, style: theme.dimmed)
    } else {
      let last = min(popup.lines.count, popup.top + inside.size.rows)
      let corner = popup.lines.count > inside.size.rows ? "\(last) of \(popup.lines.count)" : ""
      canvas.box(
        rect, isFocused: true, title: [StyledText(popup.title)], corner: [StyledText(corner)])
    }
    let column = popup.isPlain ? 0 : inside.origin.column
    ListView(
      count: popup.lines.count, cursor: ListCursor(row: popup.top, top: popup.top),
      isFocused: true, marksRow: false
    ).draw(in: inside, on: &canvas) { number, row, canvas in
      canvas.write(text(popup.lines[number]), at: Point(column: column, row: row.origin.row))
    }
    canvas.cursor = Point(column: column, row: inside.origin.row)
  }

  private func text(_ line: ValuePopup.Line) -> [StyledText] {
    if line.isTitle {
      let glyph = line.mark.map { "\($0.glyph) " } ?? ""
      return [StyledText(glyph + line.text, style: theme.style(line.mark))]
    }
    guard !line.difference.isEmpty else { return [StyledText(line.text)] }
    let characters = Array(line.text)
    var style = theme.style(line.mark)
    style.isUnderlined = true
    return [
      StyledText(String(characters[..<line.difference.lowerBound])),
      StyledText(String(characters[line.difference]), style: style),
      StyledText(String(characters[line.difference.upperBound...])),
    ]
  }

  /// What is being typed, in the row above the bottom, and above it what the palette offers.
  func draw(_ prompt: Prompt, on canvas: inout Canvas, _ layout: Layout) {
    if prompt.kind == .palette { drawOffers(prompt, on: &canvas, layout) }
    let row = layout.statusRow
    let columns = layout.size.columns
    canvas.fill(Rect(column: 0, row: row, columns: columns, rows: 1))
    let label = canvas.write(prompt.label, at: Point(column: 1, row: row), style: theme.key)
    let before = prompt.field.textBeforeCursor
    // A long text shows its part before the cursor.
    let room = columns - label - 3
    var shown = Array(prompt.field.text)
    var cursor = TextWidth.columns(of: before)
    while cursor > room, !shown.isEmpty {
      cursor -= TextWidth.columns(of: shown.removeFirst())
    }
    let used = canvas.write(
      String(shown), at: Point(column: 1 + label, row: row), limit: room)
    if prompt.field.text.isEmpty {
      canvas.write(
        prompt.example, at: Point(column: 2 + label, row: row), style: theme.dimmed,
        limit: columns - label - 3)
    }
    if let error = prompt.error {
      let room = max(1, columns - label - used - 5)
      canvas.write(
        TextWidth.fitted("! \(error)", to: room, glyphs: options.glyphs),
        at: Point(column: 1 + label + used + 3, row: row), style: theme.error, limit: room)
    }
    canvas.cursor = Point(column: min(columns - 1, 1 + label + cursor), row: row)
  }

  private func drawOffers(_ prompt: Prompt, on canvas: inout Canvas, _ layout: Layout) {
    let whole = layout.popup
    let height = min(whole.size.rows, max(3, prompt.offers.count + 2))
    let rect = Rect(
      column: whole.origin.column, row: layout.statusRow - height, columns: whole.size.columns,
      rows: height)
    canvas.fill(rect)
    canvas.box(rect, isFocused: true, title: ["Go to or do"])
    let inside = rect.inset(columns: 2)
    if prompt.offers.isEmpty {
      canvas.write("nothing is called that", at: inside.origin, style: theme.dimmed)
    }
    let top = ListCursor.top(
      keeping: prompt.cursor.row, from: prompt.cursor.top, count: prompt.offers.count,
      height: inside.size.rows)
    ListView(
      count: prompt.offers.count, cursor: ListCursor(row: prompt.cursor.row, top: top),
      isFocused: true
    ).draw(in: rect.inset(), on: &canvas) { number, row, canvas in
      let offer = prompt.offers[number]
      let row = row.inset(columns: 1, rows: 0)
      canvas.write(
        offer.note, endingBefore: row.columnRange.upperBound, row: row.origin.row,
        style: theme.dimmed)
      canvas.write(
        offer.text, at: row.origin,
        limit: row.size.columns - TextWidth.columns(of: offer.note) - 2)
    }
  }
}
