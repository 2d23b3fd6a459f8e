import Rewind
import TextUI

extension Model {
  /// Looks for the next row with a text, first among those that are loaded.
  mutating func lookForRow(_ pattern: TextPattern, _ direction: Find.Direction, count: Int?) {
    guard let rows = shownRows else { return }
    let row = rowsView.cursor.row
    let range =
      direction == .forward ? row + 1..<max(row + 1, rows.page.count) : 0..<row
    var search = RowSearch(
      pattern: pattern, direction: direction, count: count ?? 1, rows: range)
    guard !range.isEmpty else {
      endSearch(pattern, direction)
      return
    }
    let loaded = rows.page.offset..<rows.page.offset + rows.page.rows.count
    let here = loaded.clamped(to: range)
    let starts =
      direction == .forward ? here.lowerBound == row + 1 : here.upperBound == row
    if areRowsOutdated || here.isEmpty || !starts {
      search.rows = nextRows(of: range, direction)
      projections.search = search
    } else {
      search.rows = here
      goOn(search, in: rows.page)
    }
  }

  /// The part of a range that is looked at in one go.
  private func nextRows(of range: Range<Int>, _ direction: Find.Direction) -> Range<Int> {
    direction == .forward
      ? range.lowerBound..<min(range.upperBound, range.lowerBound + RowSearch.step)
      : max(range.lowerBound, range.upperBound - RowSearch.step)..<range.upperBound
  }

  /// Looks at rows that were asked for; where what is sought is not there, at the next ones.
  mutating func goOn(_ search: RowSearch, in page: RowPage) {
    var search = search
    let numbers = search.direction == .forward ? Array(search.rows) : search.rows.reversed()
    for number in numbers {
      let index = number - page.offset
      guard page.rows.indices.contains(index) else { continue }
      let text = page.rows[index].map(\.description).joined(separator: " ")
      guard search.pattern.matches(text) else { continue }
      search.count -= 1
      if search.count == 0 {
        projections.search = nil
        rowsView.cursor.row = number
        return
      }
    }
    let rest =
      search.direction == .forward
      ? search.rows.upperBound..<max(search.rows.upperBound, page.count)
      : 0..<search.rows.lowerBound
    guard !rest.isEmpty, !page.rows.isEmpty else {
      endSearch(search.pattern, search.direction)
      return
    }
    search.rows = nextRows(of: rest, search.direction)
    projections.search = search
  }

  private mutating func endSearch(_ pattern: TextPattern, _ direction: Find.Direction) {
    projections.search = nil
    // What was typed ahead was about what is not there.
    if held?.lane == .rows { held = nil }
    notice = Notice(text: missing(.text(pattern), direction))
  }
}
