/// The selected row of a list and the first one that is visible.
public struct ListCursor: Hashable, Sendable {
  /// The selected row, from 0.
  public var row: Int
  /// The first visible row.
  public var top: Int

  /// Makes a cursor, by default at the first row.
  public init(row: Int = 0, top: Int = 0) {
    self.row = row
    self.top = top
  }

  /// Puts the row into a list of so many rows, and scrolls no further than needed to show it.
  public mutating func settle(count: Int, height: Int) {
    row = max(0, min(row, count - 1))
    top = Self.top(keeping: row, from: top, count: count, height: height)
  }

  /// The first visible row, moved from `top` no further than needed to show `row`; after a jump of
  /// more than a page the row stands in the middle.
  public static func top(keeping row: Int, from top: Int, count: Int, height: Int) -> Int {
    guard height > 0 else { return 0 }
    if row < top - height || row >= top + 2 * height {
      return max(0, min(row - height / 2, count - height))
    }
    let lowest = max(0, row - height + 1)
    let highest = max(0, min(row, count - height))
    return min(max(top, lowest), max(highest, lowest))
  }
}
