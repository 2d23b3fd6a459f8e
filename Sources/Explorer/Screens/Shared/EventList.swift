import Rewind
import TextUI

/// A list of events that one travels on: a stream's versions or the log's positions.
struct EventList: Hashable, Sendable {
  /// The current version or position; 0 is before the first.
  var place: Int
  var rows: EventRows
  /// The first visible row.
  var top = 0
  /// What hides some of the events.
  private(set) var filter: EventFilter?
  /// The place that was the current one until the filter turned out to hide it.
  private(set) var filteredAway: Int?
  private var tellsHidden = false

  init(place: Int, last: Int) {
    self.place = place
    rows = EventRows(last: last)
  }

  /// Whether the row before the first event is shown: only while it is the current place.
  var showsStart: Bool { place == 0 && filter == nil }

  /// Whether the filter hides the current place, as far as is known.
  var isPlaceHidden: Bool {
    guard filter != nil, place > 0 else { return false }
    let row = rows.row(of: place)
    return row < 0 || rows[row] != place
  }

  /// The number of the current event among those that were read ahead; nil where it has a position.
  var tailNumber: Int? { ReadAhead.number(at: place) }

  /// Whether the current place is what is not read yet, or an event behind it.
  var isAhead: Bool { place >= ReadAhead.gap }

  /// Reaches further, to a last position and so many events behind a gap; what the cursor is at stays where it is on
  /// screen.
  mutating func reach(_ last: Int, ahead: Int) {
    let row = rows.row(of: place)
    (rows.last, rows.ahead) = (last, ahead)
    if isAhead { top += rows.row(of: place) - row }
  }

  /// Goes on without the gap, in a log that has been read whole; what the cursor is at stays where it is on screen.
  ///
  /// - Parameter position: that of the current event, if it was read ahead; nil where it is not there any more.
  mutating func closeGap(at position: Int?, last: Int) {
    let row = rows.row(of: place) - top
    if isAhead {
      place = min(tailNumber == nil ? rows.last + 1 : position ?? last, last)
    }
    (rows.last, rows.ahead) = (last, 0)
    top = max(0, rows.row(of: place) - row)
  }

  /// Shows only what passes a filter; all where it is nil.
  ///
  /// - Parameter tellsHidden: whether the person is told where it hides the current place.
  mutating func setFilter(_ filter: EventFilter?, tellsHidden: Bool = false) {
    guard filter != self.filter else { return }
    self.tellsHidden = tellsHidden
    self.filter = filter
    filteredAway = nil
    top = 0
    if filter == nil { rows.stopFiltering() } else { rows.startFiltering() }
  }

  /// Takes what passed the filter; once all has been looked at, the current place is one that did, where it `moves`.
  mutating func add(_ places: [Int], of range: EventRange, through: Int, moves: Bool) {
    rows.add(places, through: through)
    guard range.places.lowerBound == 1, through == range.places.upperBound else { return }
    if tellsHidden, isPlaceHidden { filteredAway = place }
    if moves, rows.count > 0 { place = rows[max(0, rows.row(of: place))] }
  }

  /// Whether the filter is known to hide every event.
  var isEmptied: Bool { filter != nil && rows.count == 0 && rows.examined >= rows.last }

  /// Scrolls no further than needed to show the current place.
  mutating func settle(height: Int) {
    let row = max(0, rows.row(of: place))
    let height = showsStart ? height - 1 : height
    top = ListCursor.top(keeping: row, from: top, count: rows.count, height: height)
  }
}
