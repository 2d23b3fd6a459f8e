/// Which events a list shows: all up to a place, or those that pass a filter.
///
/// A place is a version on the Stream screen and a position on the All events screen, where behind a gap the events
/// may follow that were read ahead: see ``ReadAhead``.
struct EventRows: Hashable, Sendable {
  /// The last place that the list reaches; later ones are new.
  var last: Int
  /// How many events follow behind the gap; where none does, there is no gap.
  var ahead = 0
  /// What passed the filter, ascending; nil where there is no filter.
  private(set) var matching: [Int]?
  /// The last place that was held against the filter.
  private(set) var examined = 0

  init(last: Int) { self.last = last }

  var count: Int { matching?.count ?? unfilteredCount }

  private var unfilteredCount: Int { last + (ahead > 0 ? ahead + 1 : 0) }

  /// The place of the first row; 0 where there is none.
  var first: Int { unfilteredCount > 0 ? place(ofUnfiltered: 0) : 0 }

  /// The place of the newest event.
  var newest: Int { ahead > 0 ? ReadAhead.gap + ahead : last }

  /// The place of a row.
  subscript(row: Int) -> Int { matching?[row] ?? place(ofUnfiltered: row) }

  private func place(ofUnfiltered row: Int) -> Int {
    row < last || ahead == 0 ? row + 1 : ReadAhead.gap + row - last
  }

  private func unfilteredRow(of place: Int) -> Int {
    place < ReadAhead.gap ? place - 1 : last + place - ReadAhead.gap
  }

  /// The row of a place, or of the nearest one before it; -1 where there is none.
  func row(of place: Int) -> Int {
    guard let matching else { return unfilteredRow(of: place) }
    var (low, high) = (0, matching.count)
    while low < high {
      let middle = (low + high) / 2
      if matching[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// The place `steps` rows further, hidden ones skipped, no further than the ends.
  func place(_ steps: Int, from place: Int) -> Int? {
    guard count > 0 else { return nil }
    let row = row(of: place)
    let isBetween = matching != nil && (row < 0 || self[row] != place)
    let target = row + steps + (isBetween && steps < 0 ? 1 : 0)
    return self[max(0, min(target, count - 1))]
  }

  /// The place `steps` events on, hidden ones too, no further than from a first place to the newest.
  func step(_ steps: Int, from place: Int, first: Int) -> Int {
    let row = min(unfilteredRow(of: place) + steps, unfilteredCount - 1)
    return self.place(ofUnfiltered: max(unfilteredRow(of: first), row))
  }

  /// The nearest place that the list reaches; 0 is before the first.
  func clamped(_ place: Int) -> Int {
    place < ReadAhead.gap ? max(0, min(place, last)) : min(place, newest)
  }

  mutating func startFiltering() { (matching, examined) = ([], 0) }

  mutating func stopFiltering() { (matching, examined) = (nil, 0) }

  mutating func add(_ places: [Int], through: Int) {
    guard matching != nil, through > examined else { return }
    matching?.append(contentsOf: places)
    examined = through
  }
}
