/// The selected row of a list and the first one that is visible.
struct ListCursor: Hashable, Sendable {
  var row = 0
  var top = 0

  /// Puts the row into the list, and the list so that the row is visible.
  mutating func settle(count: Int, height: Int) {
    row = max(0, min(row, count - 1))
    top = Self.top(keeping: row, from: top, count: count, height: height)
  }

  /// The first visible row, moved from `top` no further than needed to show `row`; after a jump of
  /// more than a page the row stands in the middle.
  static func top(keeping row: Int, from top: Int, count: Int, height: Int) -> Int {
    guard height > 0 else { return 0 }
    if row < top - height || row >= top + 2 * height {
      return max(0, min(row - height / 2, count - height))
    }
    let lowest = max(0, row - height + 1)
    let highest = max(0, min(row, count - height))
    return min(max(top, lowest), max(highest, lowest))
  }
}
