extension Canvas {
  /// Writes text on one row, made visible where a terminal would obey or hide it.
  ///
  /// What does not fit into `limit` columns, or before the right edge, ends in an ellipsis.
  /// This is the one place where text enters a cell: whatever the text holds, nothing raw
  /// gets through (see `VisibleText`).
  ///
  /// - Returns: The columns written, the ellipsis included.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, at point: Point, style: Style = .plain, limit: Int? = nil
  ) -> Int {
    let room = min(limit ?? Int.max, size.columns - point.column)
    guard room > 0, (0..<size.rows).contains(point.row) else { return 0 }
    // Not generic from here on: that would cost a call for each byte.
    let text = String(text)
    if let count = text.printableASCIICount(limit: room + 1) {
      return writeASCII(text, count: count, at: point, style: style, room: room)
    }
    var pieces: [CellPiece] = []
    pieces.reserveCapacity(min(room, text.utf8.count) + 1)
    var used = 0
    reading: for character in text {
      CellPiece.forEach(of: character, glyphs: glyphs) { piece in
        pieces.append(piece)
        used += Int(piece.width)
        return used <= room
      }
      if used > room { break reading }
    }
    if used > room {
      while used > room - 1, let piece = pieces.popLast() { used -= Int(piece.width) }
      pieces.append(CellPiece(character: glyphs.ellipsis, width: 1))
      used += 1
    }
    var column = point.column
    for piece in pieces {
      if column >= 0 { put(piece, column: column, row: point.row, style: style) }
      column += Int(piece.width)
    }
    return used
  }

  /// The same for a text that begins with so many bytes of printable ASCII, which is all of it
  /// unless there is one byte more than room.
  private mutating func writeASCII(
    _ text: String, count: Int, at point: Point, style: Style, room: Int
  ) -> Int {
    var column = point.column
    for byte in text.utf8.prefix(count > room ? room - 1 : count) {
      let character = Character(Unicode.Scalar(byte))
      if column >= 0 {
        put(CellPiece(character: character, width: 1), column: column, row: point.row, style: style)
      }
      column += 1
    }
    guard count > room else { return count }
    let ellipsis = CellPiece(character: glyphs.ellipsis, width: 1)
    if column >= 0 { put(ellipsis, column: column, row: point.row, style: style) }
    return room
  }

  /// Writes pieces of text after one another, as one text would be written.
  @discardableResult
  public mutating func write(
    _ texts: [StyledText], at point: Point, limit: Int? = nil
  ) -> Int {
    let room = min(limit ?? Int.max, size.columns - point.column)
    var used = 0
    for (number, text) in texts.enumerated() {
      let isLast = texts[(number + 1)...].allSatisfy { $0.text.isEmpty }
      let place = Point(column: point.column + used, row: point.row)
      let width = TextWidth.columns(of: text.text)
      if used + width < room || (isLast && used + width == room) {
        used += write(text.text, at: place, style: text.style)
      } else {
        // Something is lost, here or behind: make the cut show even if this text just fits.
        let cut = width == room - used ? text.text + " " : text.text
        return used + write(cut, at: place, style: text.style, limit: room - used)
      }
    }
    return used
  }

  /// Writes a text on one row so that it ends before a column.
  public mutating func write(
    _ text: String, endingBefore column: Int, row: Int, style: Style = .plain
  ) {
    write(text, at: Point(column: column - TextWidth.columns(of: text), row: row), style: style)
  }

  /// Writes lines below each other, broken where they are wider than the area, as far as it goes.
  public mutating func write(lines: [String], in area: Rect, style: Style = .plain) {
    let broken = lines.flatMap { TextWidth.wrapped($0, to: max(1, area.size.columns)) }
    for (number, line) in broken.prefix(area.size.rows).enumerated() {
      write(line, at: area.row(number).origin, style: style, limit: area.size.columns)
    }
  }
}
