internal import CNcurses
public import TextUI

extension Terminal {
  /// Shows the canvas, sending only what differs from what is shown.
  ///
  /// What lies beyond the terminal's edges is left out. The cursor stands where the canvas has
  /// it, else it is hidden. A canvas equal to the one shown costs a comparison.
  public func present(_ canvas: Canvas) {
    if canvas == shown { return }
    if shown?.size != canvas.size {
      shown = nil
      rw_forget_screen()
    }
    let columns = min(canvas.size.columns, size.columns)
    for row in 0..<min(canvas.size.rows, size.rows) {
      for column in 0..<columns {
        let cell = canvas[column, row]
        if let shown, shown[column, row] == cell { continue }
        let endsRun = column > 0 && column == size.columns - 2 && canvas[column - 1, row] == cell
        put(cell, column: column, row: row, room: columns - column, endsRun: endsRun)
      }
    }
    if let cursor = canvas.cursor {
      move(Int32(cursor.row), Int32(cursor.column))
    }
    refresh()
    showPictures(of: canvas)
    showCursor(canvas.cursor != nil)
    shown = canvas
  }

  func showCursor(_ visible: Bool) {
    guard visible != isCursorVisible else { return }
    isCursorVisible = visible
    curs_set(visible ? 1 : 0)
  }

  /// - Parameter endsRun: whether the cell is the last but one of its row and like the one before.
  ///   Terminals built on libvterm (in Neovim, in Emacs) wrap too early when a run of repeated
  ///   characters, which ncurses sends as one and a count, ends there. Another pair ends it before.
  private func put(_ cell: Cell, column: Int, row: Int, room: Int, endsRun: Bool) {
    guard cell.width > 0 else { return }
    if let standIn = cell.standIn {
      for (offset, part) in standIn.cells.prefix(room).enumerated() {
        put(part, column: column + offset, row: row, room: room - offset, endsRun: endsRun)
      }
      return
    }
    var look = attributes(of: cell.style)
    if endsRun && has_colors() { look.pair += Self.twinPairs }
    let scalars = cell.character.unicodeScalars.map(\.value)
    if cell.width <= room && canShow(scalars, width: cell.width) {
      rw_put(
        Int32(row), Int32(column), scalars, Int32(scalars.count), look.attributes, look.pair)
      return
    }
    // The terminal, or its library, does not have this character: as many columns of something.
    let substitute = [self.substitute.value]
    for offset in 0..<min(Int(cell.width), room) {
      rw_put(Int32(row), Int32(column + offset), substitute, 1, look.attributes, look.pair)
    }
  }

  /// What stands in each column of a character that cannot be shown.
  var substitute: Unicode.Scalar { isUTF8 ? "\u{FFFD}" : "?" }

  /// Whether the locale has the character, with the width we gave it, so that the columns hold.
  func canShow(_ scalars: [UInt32], width: UInt8) -> Bool {
    if scalars.count == 1 && scalars[0] < 0x7F { return true }
    return wcwidth(wchar_t(bitPattern: scalars[0])) == Int32(width)
      && scalars.dropFirst().allSatisfy { wcwidth(wchar_t(bitPattern: $0)) == 0 }
  }

  func attributes(of style: Style) -> (attributes: UInt32, pair: Int32) {
    var attributes: UInt32 = 0
    var pair: Int32 = 0
    if style.isBold { attributes |= RW_BOLD }
    if style.isDim { attributes |= RW_DIM }
    if style.isReversed { attributes |= RW_REVERSE }
    if style.isUnderlined { attributes |= RW_UNDERLINE }
    if supportsColor, case .palette(let color) = style.foreground {
      pair = Int32(color) + 1
      if color >= 8 && rw_colors() < 16 {
        // Eight colours: the bright ones are the plain ones in bold.
        pair -= 8
        attributes |= RW_BOLD
      }
    }
    return (attributes, pair)
  }
}
