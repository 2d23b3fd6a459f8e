import Rewind
import TextUI

/// Searching: in the rows also those that are not loaded, a part at a time.
extension ProjectionsScreen {
  var searchedLane: Lane? { search == nil ? nil : .rows }

  mutating func search(
    _ pattern: TextPattern, _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) -> [Effect] {
    if focus == .rows {
      searchRow(pattern, direction, count: count, in: &shell)
    } else {
      searchList(pattern, direction, count: count, in: &shell)
    }
    return []
  }

  /// Looks for the next row with a text, first among those that are loaded.
  private mutating func searchRow(
    _ pattern: TextPattern, _ direction: Find.Direction, count: Int?, in shell: inout Shell
  ) {
    guard let rows = shownRows(in: shell) else { return }
    let row = view(in: shell).cursor.row
    let range =
      direction == .forward ? row + 1..<max(row + 1, rows.page.count) : 0..<row
    var search = RowSearch(
      pattern: pattern, direction: direction, count: count ?? 1, rows: range)
    guard !range.isEmpty else {
      endSearch(search, in: &shell)
      return
    }
    let loaded = rows.page.offset..<rows.page.offset + rows.page.rows.count
    let here = loaded.clamped(to: range)
    let starts =
      direction == .forward ? here.lowerBound == row + 1 : here.upperBound == row
    if areRowsOutdated(in: shell) || here.isEmpty || !starts {
      search.rows = nextRows(of: range, direction)
      self.search = search
    } else {
      search.rows = here
      goOn(search, in: rows.page, &shell)
    }
  }

  /// The part of a range that is looked at in one go.
  private func nextRows(of range: Range<Int>, _ direction: Find.Direction) -> Range<Int> {
    direction == .forward
      ? range.lowerBound..<min(range.upperBound, range.lowerBound + RowSearch.step)
      : max(range.lowerBound, range.upperBound - RowSearch.step)..<range.upperBound
  }

  /// Looks at rows that were asked for; where what is sought is not there, at the next ones.
  mutating func goOn(_ search: RowSearch, in page: RowPage, _ shell: inout Shell) {
    var search = search
    let numbers = search.direction == .forward ? Array(search.rows) : search.rows.reversed()
    for number in numbers {
      let index = number - page.offset
      guard page.rows.indices.contains(index) else { continue }
      let text = page.rows[index].map(\.description).joined(separator: " ")
      guard search.pattern.matches(text) else { continue }
      search.count -= 1
      if search.count == 0 {
        self.search = nil
        changeView(in: shell) { $0.cursor.row = number }
        return
      }
    }
    let rest =
      search.direction == .forward
      ? search.rows.upperBound..<max(search.rows.upperBound, page.count)
      : 0..<search.rows.lowerBound
    guard !rest.isEmpty, !page.rows.isEmpty else {
      endSearch(search, in: &shell)
      return
    }
    search.rows = nextRows(of: rest, search.direction)
    self.search = search
  }

  private mutating func endSearch(_ ended: RowSearch, in shell: inout Shell) {
    search = nil
    // What was typed ahead was about what is not there.
    shell.dropTypedAhead(of: .rows)
    shell.say(shell.notFound(.text(ended.pattern), ended.direction))
  }
}
