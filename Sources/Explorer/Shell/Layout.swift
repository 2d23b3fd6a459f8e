import TextUI

/// Where everything is on a screen of a size.
struct Layout: Hashable, Sendable {
  /// Less than this shows one panel only.
  static let roomy = Size(columns: 80, rows: 18)
  /// From here on two wide panels stand side by side.
  static let wide = 110
  /// Less than this shows nothing but how to quit.
  static let smallest = Size(columns: 40, rows: 10)

  let size: Size
  /// Where the panels that are on screen stand.
  private(set) var panels: [Panel: Rect] = [:]

  /// Nothing is on screen yet.
  init() { size = Size(columns: 0, rows: 0) }

  /// A screen without panels.
  init(_ size: Size) { self.size = size }

  /// Lays out a room; its focused panel alone where there is no room for more, or it is zoomed.
  init(of room: any Room, isZoomed: Bool, in shell: Shell) {
    size = shell.knowledge.size
    let isNarrow = size.columns < Self.roomy.columns || size.rows < Self.roomy.rows
    panels = isNarrow || isZoomed ? [room.focus: body] : room.layOut(body, in: shell)
  }

  var isTooSmall: Bool {
    size.columns < Self.smallest.columns || size.rows < Self.smallest.rows
  }

  /// What the panels share: all between the top row and the two below.
  var body: Rect { Rect(column: 0, row: 1, columns: size.columns, rows: size.rows - 3) }
  /// The row of errors and of what is being typed.
  var statusRow: Int { size.rows - 2 }
  /// The row of keys.
  var hintsRow: Int { size.rows - 1 }

  /// Where a popup stands.
  var popup: Rect {
    let margin = size.columns > 60 ? 4 : 0
    return Rect(
      column: margin, row: 2, columns: size.columns - 2 * margin, rows: size.rows - 5)
  }

  /// What a panel's border encloses; nothing where it is not on screen.
  func inside(_ panel: Panel) -> Rect { panels[panel]?.inset() ?? Rect(Size(columns: 0, rows: 0)) }

  /// The panel at a point; nil where there is none.
  func panel(at point: Point) -> Panel? { panels.first { $0.value.contains(point) }?.key }
}

extension Rect {
  /// So many of its columns, and the others.
  func split(left columns: Int) -> (left: Rect, right: Rect) {
    (
      Rect(column: origin.column, row: origin.row, columns: columns, rows: size.rows),
      Rect(
        column: origin.column + columns, row: origin.row, columns: size.columns - columns,
        rows: size.rows)
    )
  }

  /// All but so many of its rows, and those below.
  func split(lower rows: Int) -> (upper: Rect, lower: Rect) {
    let upper = size.rows - rows
    return (
      Rect(column: origin.column, row: origin.row, columns: size.columns, rows: upper),
      Rect(column: origin.column, row: origin.row + upper, columns: size.columns, rows: rows)
    )
  }
}
