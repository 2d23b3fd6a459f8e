/// Values shown as a tree: on each line a mark, a key and a value.
public struct TreeView: Sendable {
  /// A key may take so many columns, and more where values have more.
  private static let leastKey = 13

  /// How many lines the tree has, visible or not.
  public var count: Int
  /// The selected line, and the first visible one.
  public var cursor: ListCursor
  /// Whether keys are for this tree.
  public var isFocused: Bool
  /// Whether another tree is on its way to take this one's place, which is dimmed until then.
  public var isOutdated: Bool
  /// What the lines look like.
  public var theme: Theme

  /// Makes a tree.
  public init(
    count: Int, cursor: ListCursor, isFocused: Bool, isOutdated: Bool = false, theme: Theme
  ) {
    self.count = count
    self.cursor = cursor
    self.isFocused = isFocused
    self.isOutdated = isOutdated
    self.theme = theme
  }

  /// Draws the visible lines; `line` answers one by its number.
  public func draw(in area: Rect, on canvas: inout Canvas, _ line: (Int) -> TreeLine) {
    var errors: [Rect] = []
    ListView(count: count, cursor: cursor, isFocused: isFocused)
      .draw(in: area, on: &canvas) { number, row, canvas in
        let line = line(number)
        draw(line, in: row, on: &canvas)
        if case .text(_, isError: true) = line.content { errors.append(row) }
      }
    guard isOutdated else { return }
    canvas.restyle(area) { $0.isDim = true }
    // They say why, and are as new as can be.
    for row in errors { canvas.restyle(row) { $0.isDim = false } }
  }

  private func draw(_ line: TreeLine, in area: Rect, on canvas: inout Canvas) {
    let row = area.origin.row
    let end = area.columnRange.upperBound - 1
    var column = area.origin.column + 1
    if let mark = line.mark {
      canvas.write(mark.glyph, at: Point(column: column, row: row), style: theme.style(mark))
    }
    column += 2 + line.depth * 2
    let isHeader = line.content.isHeader
    let keyStyle = isHeader ? theme.dimmed : .plain
    if line.keyColumns > 0 {
      let keyColumns = min(line.keyColumns, max(Self.leastKey, (end - column) * 2 / 3))
      let key = TextWidth.middleCut(line.key, to: keyColumns - 1, glyphs: canvas.glyphs)
      canvas.write(
        key, at: Point(column: column, row: row), style: keyStyle, limit: end - column)
      column += keyColumns
    } else if isHeader {
      column +=
        1
        + canvas.write(
          line.key, at: Point(column: column, row: row), style: keyStyle, limit: end - column)
    }
    let room = end - column - (line.isLink ? 2 : 0)
    guard room > 0 else { return }
    let written = canvas.write(
      text(line, room: room, glyphs: canvas.glyphs), at: Point(column: column, row: row),
      limit: room)
    guard line.isLink else { return }
    canvas.write(
      String(canvas.glyphs.link), at: Point(column: column + written + 1, row: row),
      style: theme.key)
  }

  /// What stands behind the key.
  private func text(_ line: TreeLine, room: Int, glyphs: GlyphSet) -> [StyledText] {
    let style = theme.style(line.mark)
    switch line.content {
    case .value(let text): return [StyledText(text, style: style)]
    case .id(let id, let tail):
      let tail = tail.isEmpty ? "" : " \(glyphs.separator) \(tail)"
      let fits = TextWidth.columns(of: id) + TextWidth.columns(of: tail) <= room
      // Ids of one time begin alike: their ends differ.
      let end = id.lastIndex(of: "-").map { id[id.index(after: $0)...] } ?? id.suffix(12)
      let cut = String(glyphs.ellipsis) + end
      return [StyledText(fits ? id : cut), StyledText(tail, style: theme.dimmed)]
    case .change(let old, let new):
      // Both sides are seen: what both begin with gives way where there is no room, then the old one.
      let arrow = " \(glyphs.arrow) "
      let (old, new) = ChangedText.cut(
        old, new, to: room - TextWidth.columns(of: arrow), glyphs: glyphs)
      let newColumns = TextWidth.columns(of: arrow) + TextWidth.columns(of: new)
      let columns = TextWidth.columns(of: old) + newColumns
      let limit = max(1, room / 2 - 3, room - newColumns)
      let shown = columns <= room ? old : TextWidth.fitted(old, to: limit, glyphs: glyphs)
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
}
