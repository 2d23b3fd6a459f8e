import TextUI

extension HelpScreen {
  private static let keyColumns = 18

  /// Every key of the registry, then what the rooms have to say beside them.
  static func lines(columns: Int, in shell: Shell) -> [HelpLine] {
    let blank = HelpLine(text: "", kind: .note)
    let keys = Binding.Group.allCases.flatMap { group in
      [HelpLine(text: group.rawValue, kind: .title)]
        + shell.keymap.bindings.filter { $0.group == group }
        .flatMap { lines(of: $0, columns: columns, glyphs: shell.options.display.glyphs) } + [blank]
    }
    let notes = notes(in: shell).flatMap { note in
      [HelpLine(text: note.title, kind: .title)]
        + note.texts.flatMap { TextWidth.wrapped($0, to: columns - 2) }
        .map { HelpLine(text: $0, kind: .note) } + [blank]
    }
    return keys + notes
  }

  private static func lines(
    of binding: Binding, columns: Int, glyphs: GlyphSet
  ) -> [HelpLine] {
    let place = place(of: binding.panels)
    let text = binding.help + (place.isEmpty ? "" : " (\(place))")
    return TextWidth.wrapped(text, to: columns - keyColumns).enumerated().map { number, line in
      HelpLine(text: line, kind: .keys(number == 0 ? binding.label(glyphs) : ""))
    }
  }

  /// Where a key works, where that is not nearly everywhere.
  private static func place(of panels: Set<Panel>) -> String {
    let named: [(Set<Panel>, String)] = [
      (.lists, "Streams"), (.stream, "Stream"), (.travel, "Stream, All events"),
      (.trees, "State and Event"),
      ([.events, .scrubber], "Events and scrubber"), ([.rows], "Rows"),
      ([.deadLetters], "Dead letters"),
    ]
    return named.first { $0.0 == panels }?.1 ?? ""
  }

  private static func notes(in shell: Shell) -> [HelpNote] {
    let signs = HelpNote(
      title: "Signs",
      texts: ["+ added   - removed   ~ changed, or something in it changed   ! damaged or failed"])
    let several =
      shell.logs.areSeveral ? LogsScreen.helpNotes(glyphs: shell.options.display.glyphs) : []
    let rooms = Screen.allCases.filter { $0 != .logs }
    return several + [signs]
      + rooms.flatMap { $0.kind.helpNotes(glyphs: shell.options.display.glyphs) }
  }

  func draw(in shell: Shell, on canvas: inout Canvas) {
    guard let inside = drawFrame(.help, title: ["Help"], in: shell, on: &canvas) else { return }
    listView(.help, in: shell)
      .draw(in: inside, on: &canvas) { number, area, canvas in
        draw(lines[number], in: area.inset(columns: 1, rows: 0), shell.theme, on: &canvas)
      }
  }

  private func draw(
    _ line: HelpLine, in area: Rect, _ theme: Theme, on canvas: inout Canvas
  ) {
    func point(_ column: Int) -> Point {
      Point(column: area.origin.column + column, row: area.origin.row)
    }
    switch line.kind {
    case .title: canvas.write(line.text, at: area.origin, style: .bold)
    case .note: canvas.write(line.text, at: point(2))
    case .keys(let keys):
      canvas.write(keys, at: point(2), style: theme.key)
      canvas.write(
        line.text, at: point(Self.keyColumns), limit: area.size.columns + 1 - Self.keyColumns)
    }
  }
}
