/// A screen in memory: what is drawn here is shown by the terminal, and compared by tests.
///
/// Drawing outside its edges is allowed and has no effect there.
///
///     var canvas = Canvas(size: Size(columns: 20, rows: 3))
///     canvas.box(Rect(canvas.size), title: ["Events"], corner: ["4 of 5"])
///     canvas.write("MoneyDeposited", at: Point(column: 2, row: 1), style: .bold)
public struct Canvas: Equatable, Sendable {
  /// How large it is; it stays so.
  public let size: Size
  /// What boxes, ellipses and made-visible characters are drawn with.
  public let glyphs: GlyphSet
  /// Where the terminal's cursor stands; nil hides it.
  public var cursor: Point?

  private var cells: [Cell]

  /// Makes a blank canvas.
  public init(size: Size, glyphs: GlyphSet = .unicode) {
    self.size = size
    self.glyphs = glyphs
    cells = Array(repeating: .blank(.plain), count: size.columns * size.rows)
  }

  /// The cell at a place that lies on the canvas.
  public subscript(column: Int, row: Int) -> Cell {
    cells[row * size.columns + column]
  }

  /// The text of each row, as wide as the canvas.
  public func rows() -> [String] {
    (0..<size.rows).map { row in
      var text = ""
      for column in 0..<size.columns where self[column, row].width > 0 {
        text.append(self[column, row].character)
      }
      return text
    }
  }

  /// Sets every cell of the area to one character, which should be one column wide.
  public mutating func fill(
    _ rect: Rect, with character: Character = " ", style: Style = .plain
  ) {
    let area = rect.intersection(Rect(size))
    guard !area.isEmpty else { return }
    let text = String(repeating: character, count: area.size.columns)
    for row in area.rowRange {
      write(
        text, at: Point(column: area.origin.column, row: row), style: style,
        limit: area.size.columns)
    }
  }

  /// Changes the look of the area and leaves its text.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let area = rect.intersection(Rect(size))
    for row in area.rowRange {
      for column in area.columnRange {
        change(&cells[row * size.columns + column].style)
      }
    }
  }

  /// Puts a piece on the canvas, which has room for it; wide characters cut in half become blank.
  mutating func put(_ piece: CellPiece, column: Int, row: Int, style: Style) {
    let index = row * size.columns + column
    let last = index + Int(piece.width) - 1
    if cells[index].width == 0 {
      cells[index - 1] = .blank(cells[index - 1].style)
    }
    if cells[last].width == 2 {
      cells[last + 1] = .blank(cells[last + 1].style)
    }
    cells[index] = Cell(piece, style: style)
    if piece.width == 2 { cells[last] = .covered(style) }
  }
}
