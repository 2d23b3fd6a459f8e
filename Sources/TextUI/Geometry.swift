/// How large an area is, in terminal cells.
public struct Size: Hashable, Sendable {
  /// Cells across, never negative.
  public var columns: Int
  /// Cells down, never negative.
  public var rows: Int

  /// Makes a size; negative numbers count as 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A place on a canvas, from 0 at the top left.
public struct Point: Hashable, Sendable {
  /// Cells to the right of the left edge.
  public var column: Int
  /// Cells below the top edge.
  public var row: Int

  /// Names the place.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// An area of a canvas.
public struct Rect: Hashable, Sendable {
  /// The top left cell.
  public var origin: Point
  /// How far the area goes right and down.
  public var size: Size

  /// Makes an area; negative extents count as 0.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    origin = Point(column: column, row: row)
    size = Size(columns: columns, rows: rows)
  }

  /// The whole of an area of this size.
  public init(_ size: Size) {
    origin = Point(column: 0, row: 0)
    self.size = size
  }

  /// The columns it covers.
  public var columnRange: Range<Int> { origin.column..<origin.column + size.columns }
  /// The rows it covers.
  public var rowRange: Range<Int> { origin.row..<origin.row + size.rows }
  /// Whether it covers no cell.
  public var isEmpty: Bool { size.columns == 0 || size.rows == 0 }

  /// Whether the place lies in it.
  public func contains(_ point: Point) -> Bool {
    columnRange.contains(point.column) && rowRange.contains(point.row)
  }

  /// What is left when so much is taken off each edge: the inside of a box by default.
  public func inset(columns: Int = 1, rows: Int = 1) -> Rect {
    Rect(
      column: origin.column + columns, row: origin.row + rows,
      columns: size.columns - 2 * columns, rows: size.rows - 2 * rows)
  }

  /// One of its rows, from 0 at its top.
  public func row(_ number: Int) -> Rect {
    Rect(column: origin.column, row: origin.row + number, columns: size.columns, rows: 1)
  }

  /// What is left below so many rows.
  public func dropFirst(rows: Int) -> Rect {
    Rect(
      column: origin.column, row: origin.row + rows, columns: size.columns,
      rows: size.rows - rows)
  }

  /// What both areas cover.
  public func intersection(_ other: Rect) -> Rect {
    let columns = columnRange.clamped(to: other.columnRange)
    let rows = rowRange.clamped(to: other.rowRange)
    return Rect(
      column: columns.lowerBound, row: rows.lowerBound, columns: columns.count, rows: rows.count)
  }
}
