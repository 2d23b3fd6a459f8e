import Rewind
import TextUI

extension Prompt {
  /// Draws what is being typed, in the row above the bottom, and above it what the palette offers.
  ///
  /// - Parameter summary: what is found by the text, shown at the right of it.
  func draw(in layout: Layout, summary: String?, _ theme: Theme, on canvas: inout Canvas) {
    switch kind {
    case .palette: drawOffers(in: layout, theme, on: &canvas)
    case .agreement(let program):
      // The whole path, and what a yes means.
      draw(
        ["Run this program?"],
        [
          program,
          "A program can do whatever you can. A yes is remembered until its file is changed; Esc, then e"
            + " shows it.",
        ], in: layout, on: &canvas)
    case .codeFolder(let category):
      let folder = field.text.isEmpty ? "the folder" : ShellWord.quoted(field.text)
      draw(
        ["A fold of \(category)"],
        [
          "Beside a log that is no store no code is looked for by itself. This folder is used from now on, and"
            + " whenever the log is opened with",
          "--with \(folder)",
        ], in: layout, on: &canvas)
    default: break
    }
    field.draw(
      inRow: layout.statusRow, label: label, example: example, error: error,
      note: error == nil ? summary ?? "" : "",
      theme, on: &canvas)
  }

  private func drawOffers(in layout: Layout, _ theme: Theme, on canvas: inout Canvas) {
    let whole = layout.popup
    let height = min(whole.size.rows, max(3, offers.count + 2))
    let rect = Rect(
      column: whole.origin.column, row: layout.statusRow - height, columns: whole.size.columns,
      rows: height)
    canvas.fill(rect)
    canvas.box(rect, isFocused: true, title: ["Go to or do"])
    let inside = rect.inset()
    if offers.isEmpty {
      canvas.write(
        "nothing is called that", at: rect.inset(columns: 2).origin, style: theme.dimmed)
    }
    let top = ListCursor.top(
      keeping: cursor.row, from: cursor.top, count: offers.count, height: inside.size.rows)
    ListView(
      count: offers.count, cursor: ListCursor(row: cursor.row, top: top), isFocused: true
    ).draw(in: inside, on: &canvas) { number, row, canvas in
      let offer = offers[number]
      let row = row.inset(columns: 1, rows: 0)
      canvas.write(
        offer.note, endingBefore: row.columnRange.upperBound, row: row.origin.row,
        style: theme.dimmed)
      canvas.write(
        offer.text, at: row.origin,
        limit: row.size.columns - TextWidth.columns(of: offer.note) - 2)
    }
  }

  /// Shows what the question is about, in as many lines as it takes.
  private func draw(
    _ title: [StyledText], _ texts: [String], in layout: Layout, on canvas: inout Canvas
  ) {
    let whole = layout.popup
    let columns = whole.size.columns - 4
    let lines = texts.flatMap { TextWidth.wrapped($0, to: columns) }
    let height = min(whole.size.rows, lines.count + 2)
    let rect = Rect(
      column: whole.origin.column, row: layout.statusRow - height, columns: whole.size.columns,
      rows: height)
    canvas.fill(rect)
    canvas.box(rect, isFocused: true, title: title)
    let inside = rect.inset(columns: 2)
    canvas.write(lines: lines, in: inside, style: .plain)
  }

  /// The keys that work while it is open.
  func hints(_ glyphs: GlyphSet) -> Binding.Hints {
    let choose: [Binding.Hint] =
      kind == .palette
      ? [
        .init(keys: "\(glyphs.up) \(glyphs.down)", text: "choose"),
        .init(keys: "Tab", text: "complete"),
      ] : kind.hasHistory ? [.init(keys: "\(glyphs.up)", text: "typed before")] : []
    return (choose, [.init(keys: "Enter", text: "do it"), .init(keys: "Esc", text: "cancel")])
  }
}
