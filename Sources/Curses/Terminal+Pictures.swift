internal import CNcurses
internal import TextUI

extension Terminal {
  /// Shows pictures of several scalars, of which ncurses holds only the stand-ins, over these.
  ///
  /// A terminal that does not know such a picture shows its parts side by side, over the cells to its right. They
  /// are sent again, each picture followed by its own, so that the first part alone is left of it there, as wide
  /// as the picture: the columns hold either way. A picture without room for its parts in the row stays as its
  /// stand-in.
  ///
  /// All of them are sent whenever anything changed, since ncurses may have passed over a picture by writing its
  /// stand-in.
  func showPictures(of canvas: Canvas) {
    guard isUTF8 else { return }
    var text = ""
    let columns = min(canvas.size.columns, size.columns)
    for row in 0..<min(canvas.size.rows, size.rows) {
      for column in 0..<columns {
        let cell = canvas[column, row]
        if let standIn = cell.standIn, column + standIn.spread <= columns {
          text += sequence(toRow: row, column) + sequence(of: cell)
          text += cells(of: canvas, column + Int(cell.width)..<column + standIn.spread, row)
        } else if let before = shown?[column, row], before != cell, before.standIn != nil {
          // To ncurses it may be the same as the stand-in, which it takes to be there.
          text += cells(of: canvas, column..<min(columns, column + Int(before.width)), row)
        }
      }
    }
    guard !text.isEmpty else { return }
    let cursor = sequence(toRow: Int(rw_cursor_row()), Int(rw_cursor_column()))
    send(text + capability("sgr0") + cursor)
  }

  /// Some cells of a row, pictures as their stand-ins.
  private func cells(of canvas: Canvas, _ columns: Range<Int>, _ row: Int) -> String {
    var text = sequence(toRow: row, columns.lowerBound)
    for column in columns {
      let cell = canvas[column, row]
      guard cell.width > 0, column + Int(cell.width) <= canvas.size.columns else { continue }
      let parts = cell.standIn?.cells ?? [cell]
      text += parts.map { sequence(of: $0) }.joined()
    }
    return text
  }

  private func sequence(of cell: Cell) -> String {
    let scalars = cell.character.unicodeScalars.map(\.value)
    let isShown = cell.standIn != nil || canShow(scalars, width: cell.width)
    let substitutes = String(repeating: Character(substitute), count: Int(cell.width))
    return sequence(of: cell.style) + (isShown ? String(cell.character) : substitutes)
  }

  private func sequence(of style: Style) -> String {
    let look = attributes(of: style)
    var text = capability("sgr0")
    let names = [
      (RW_BOLD, "bold"), (RW_DIM, "dim"), (RW_REVERSE, "rev"), (RW_UNDERLINE, "smul"),
    ]
    for (attribute, name) in names where look.attributes & attribute != 0 {
      text += capability(name)
    }
    if look.pair > 0 { text += capability("setaf", look.pair - 1) }
    return text
  }

  private func sequence(toRow row: Int, _ column: Int) -> String {
    capability("cup", Int32(row), Int32(column))
  }

  private func capability(_ name: String, _ first: Int32 = 0, _ second: Int32 = 0) -> String {
    rw_capability_with(name, first, second).map { Self.withoutPadding(String(cString: $0)) } ?? ""
  }
}
