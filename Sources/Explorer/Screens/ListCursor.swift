/// The selected row of a list and the first one that is visible.
struct ListCursor: Hashable, Sendable {
  var row = 0
  var top = 0

  /// Puts the row into the list, and the list so that the row is visible.
  mutating func settle(count: Int, height: Int) {
    row = max(0, min(row, count - 1))
    top = Self.top(keeping: row, from: top, count: count, height: height)
  }

  /// The first visible row, moved from `top` no further than needed to show `row`.
  static func top(keeping row: Int, from top: Int, count: Int, height: Int) -> Int {
    guard height > 0 else { return 0 }
    let lowest = max(0, row - height + 1)
    let highest = max(0, min(row, count - height))
    return min(max(top, lowest), max(highest, lowest))
  }
}
