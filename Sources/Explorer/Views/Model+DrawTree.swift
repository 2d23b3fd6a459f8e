import Rewind
import TextUI

extension Model {
  /// Draws a tree of values: mark, key, value; dimmed while it is not what the cursor is at.
  func draw(
    _ tree: TreePane, in inside: Rect, of panel: Panel, isOutdated: Bool, on canvas: inout Canvas
  ) {
    for (offset, line) in tree.rows.dropFirst(tree.cursor.top).prefix(inside.size.rows).enumerated()
    {
      let row = inside.origin.row + offset
      draw(line, row: row, in: inside, on: &canvas)
      if tree.cursor.top + offset == tree.cursor.row {
        markRow(row, in: inside, of: panel, on: &canvas)
      }
    }
    if isOutdated { canvas.restyle(inside) { $0.isDim = true } }
  }

  private func draw(_ line: TreeRow, row: Int, in inside: Rect, on canvas: inout Canvas) {
    let end = inside.origin.column + inside.size.columns - 1
    var column = inside.origin.column + 1
    if let mark = line.mark {
      canvas.write(mark.glyph, at: Point(column: column, row: row), style: theme.style(line.mark))
    }
    column += 2 + line.depth * 2
    let keyStyle = line.content.isHeader ? theme.dimmed : .plain
    if line.keyColumns > 0 {
      canvas.write(
        line.key, at: Point(column: column, row: row), style: keyStyle,
        limit: min(line.keyColumns, end - column))
      column += line.keyColumns + (line.content.isID && line.depth < 0 ? 1 : 0)
    } else if line.content.isHeader {
      column +=
        1
        + canvas.write(
          line.key, at: Point(column: column, row: row), style: keyStyle, limit: end - column)
    }
    let room = end - column
    guard room > 0 else { return }
    canvas.write(
      text(line, room: room), at: Point(column: column, row: row), limit: room)
  }

  private func text(_ line: TreeRow, room: Int) -> [StyledText] {
    let style = theme.style(line.mark)
    let glyphs = options.glyphs
    switch line.content {
    case .value(let text): return [StyledText(text, style: style)]
    case .id(let id, let tail):
      let tail = tail.isEmpty ? "" : separator + tail
      let fits = TextWidth.columns(of: id) + TextWidth.columns(of: tail) <= room
      let cut = id.firstIndex(of: "-").map { String(id[...$0]) + String(glyphs.ellipsis) } ?? id
      return [StyledText(fits ? id : cut), StyledText(tail, style: theme.dimmed)]
    case .change(let old, let new):
      // Both sides are seen: the old one gives way where there is no room.
      let arrow = " \(glyphs.arrow) "
      let columns = TextWidth.columns(of: old) + 3 + TextWidth.columns(of: new)
      let limit = max(room / 2 - 3, room - 3 - TextWidth.columns(of: new))
      let shown = columns <= room ? old : cut(old, to: limit)
      return [StyledText(shown + arrow, style: style), StyledText(new, style: style)]
    case .parent(let members, let isFolded):
      let glyph = isFolded ? glyphs.folded : glyphs.unfolded
      return [StyledText("\(glyph) \(members)", style: line.mark == nil ? theme.dimmed : style)]
    case .header(let members, let isFolded):
      return isFolded ? [StyledText("\(glyphs.folded) \(members)", style: theme.dimmed)] : []
    case .text(let text, let isError):
      return [StyledText(text, style: isError ? theme.error : theme.dimmed)]
    }
  }

  private func cut(_ text: String, to columns: Int) -> String {
    TextWidth.fitted(text, to: max(1, columns))
  }
}

extension TreeRow.Content {
  var isHeader: Bool { if case .header = self { true } else { false } }
  var isID: Bool { if case .id = self { true } else { false } }
}
