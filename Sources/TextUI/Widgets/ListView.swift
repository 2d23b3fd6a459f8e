/// A list: as many of its rows as there is room for, from the cursor's top on.
///
///     ListView(count: names.count, cursor: cursor, isFocused: true)
///       .draw(in: inside, on: &canvas) { number, row, canvas in
///         canvas.write(names[number], at: row.origin, limit: row.size.columns)
///       }
///
/// The row under the cursor is reversed where the list has the focus, and the terminal's cursor
/// stands on it.
public struct ListView: Sendable {
  /// How many rows the list has, visible or not.
  public var count: Int
  /// The selected row, and the first visible one.
  public var cursor: ListCursor
  /// Whether keys are for this list.
  public var isFocused: Bool
  /// Whether the selected row has a pointer in its first column.
  public var hasPointer: Bool
  /// Whether the row under the cursor is selected; false where the cursor only stands nearest to
  /// what is selected, which the list does not show.
  public var marksRow: Bool

  /// Makes a list.
  public init(
    count: Int, cursor: ListCursor, isFocused: Bool, hasPointer: Bool = false,
    marksRow: Bool = true
  ) {
    self.count = count
    self.cursor = cursor
    self.isFocused = isFocused
    self.hasPointer = hasPointer
    self.marksRow = marksRow
  }

  /// Draws the visible rows.
  ///
  /// - Parameters:
  ///   - area: where the list is.
  ///   - canvas: what to draw on.
  ///   - drawRow: draws a row by its number, into an area of one row.
  public func draw(
    in area: Rect, on canvas: inout Canvas,
    _ drawRow: (_ number: Int, _ row: Rect, _ canvas: inout Canvas) -> Void
  ) {
    for number in cursor.top..<max(cursor.top, min(count, cursor.top + area.size.rows)) {
      let row = area.row(number - cursor.top)
      if hasPointer, number == cursor.row {
        canvas.write(String(canvas.glyphs.pointer), at: row.origin)
      }
      drawRow(number, row, &canvas)
      guard isFocused, number == cursor.row else { continue }
      if marksRow { canvas.restyle(row) { $0 = $0.selected } }
      canvas.cursor = row.origin
    }
  }
}
