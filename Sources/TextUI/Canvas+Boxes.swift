extension Canvas {
  /// Draws a panel's border with texts on it, heavy where the panel has the focus.
  ///
  ///     ┌ Events ──────────────── 4 of 5 ┐
  ///     │                                │
  ///     └ 1 ───────────────────────── 5 ─┘
  ///
  /// `title` stands at the left of the top border, `corner` at its right, `bottomTitle` and
  /// `bottomCorner` likewise below. Where there is not room for both, the corner text goes; a
  /// title that is still too long is cut. The inside is left as it is.
  public mutating func box(
    _ rect: Rect, isFocused: Bool = false, title: [StyledText] = [], corner: [StyledText] = [],
    bottomTitle: [StyledText] = [], bottomCorner: [StyledText] = [], style: Style = .plain
  ) {
    guard rect.size.columns >= 2, rect.size.rows >= 2 else { return }
    let border = isFocused ? glyphs.heavy : glyphs.light
    let left = rect.columnRange.lowerBound
    let right = rect.columnRange.upperBound - 1
    let top = rect.rowRange.lowerBound
    let bottom = rect.rowRange.upperBound - 1
    for row in [top, bottom] {
      fill(
        Rect(column: left, row: row, columns: rect.size.columns, rows: 1),
        with: border.horizontal, style: style)
    }
    for column in [left, right] {
      fill(
        Rect(column: column, row: top, columns: 1, rows: rect.size.rows),
        with: border.vertical, style: style)
    }
    draw(border.topLeft, column: left, row: top, style: style)
    draw(border.topRight, column: right, row: top, style: style)
    draw(border.bottomLeft, column: left, row: bottom, style: style)
    draw(border.bottomRight, column: right, row: bottom, style: style)
    label(rect, row: top, left: title, right: corner, style: style)
    label(rect, row: bottom, left: bottomTitle, right: bottomCorner, style: style)
  }

  private mutating func draw(_ character: Character, column: Int, row: Int, style: Style) {
    fill(Rect(column: column, row: row, columns: 1, rows: 1), with: character, style: style)
  }

  /// Puts texts on a border, a space on each side of both.
  private mutating func label(
    _ rect: Rect, row: Int, left: [StyledText], right: [StyledText], style: Style
  ) {
    // Corner glyph and space at both ends.
    let room = rect.size.columns - 4
    guard room > 0 else { return }
    let leftWidth = left.columns
    let rightWidth = right.columns
    let gap = leftWidth == 0 ? 0 : 3  // space, border, space
    let shortestTitle = min(leftWidth, 8)
    let hasRight = rightWidth > 0 && shortestTitle + gap + rightWidth <= room
    if leftWidth > 0 {
      let limit = hasRight ? room - rightWidth - gap : room
      let start = Point(column: rect.columnRange.lowerBound + 1, row: row)
      label(left, at: start, limit: limit, style: style)
    }
    if hasRight {
      let start = Point(column: rect.columnRange.upperBound - 3 - rightWidth, row: row)
      label(right, at: start, limit: rightWidth, style: style)
    }
  }

  private mutating func label(
    _ texts: [StyledText], at point: Point, limit: Int, style: Style
  ) {
    write(" ", at: point, style: style)
    let start = Point(column: point.column + 1, row: point.row)
    let written = write(texts, at: start, limit: limit)
    write(" ", at: Point(column: start.column + written, row: point.row), style: style)
  }
}

extension [StyledText] {
  /// The columns the texts take together.
  public var columns: Int {
    reduce(0) { $0 + TextWidth.columns(of: $1.text) }
  }
}
