import Rewind
import TextUI

extension Model {
  /// Moves in the focused panel.
  mutating func move(_ command: Command, count: Int?) {
    let height = layout.height(panel)
    switch panel {
    case .events, .scrubber, .log: moveInEvents(command, count: count, height: height)
    case .categories:
      streams.categories.move(
        command, count: count, of: knowledge.categories.count + 1, height: height)
      selectCategory()
    case .streams:
      streams.cursor.move(command, count: count, of: streams.list.count, height: height)
    case .state, .event, .logEvent:
      guard let rows = tree?.rows.count else { return }
      tree?.cursor.move(command, count: count, of: rows, height: height)
    case .roots:
      roots.cursor.move(command, count: count, of: siblings.names.count, height: height)
    case .help:
      help.cursor.move(command, count: count, of: helpLines.count, height: height)
    case .projections:
      projections.cursor.move(
        command, count: count, of: options.projections.count, height: height)
      projections.search = nil
    case .rows: moveInRows(command, count: count)
    case .deadLetters:
      projections.letters.move(command, count: count, of: letterCount, height: height)
    case .about:
      projections.about.move(command, count: count, of: aboutLines.count, height: height)
    case .rebuildMenu, .rowHistory, .comparison, .difference:
      let (rows, height) = (popupRowCount, popupHeight)
      projections.popup?.cursor.move(command, count: count, of: rows, height: height)
    case .value:
      guard let popup else { return }
      let height = layout.popup.size.rows - 2
      var cursor = ListCursor(row: popup.top, top: 0)
      cursor.move(
        command, count: count, of: max(1, popup.lines.count - height + 1), height: height)
      self.popup?.top = cursor.row
    }
  }

  private mutating func moveInEvents(_ command: Command, count: Int?, height: Int) {
    let half = panel == .scrubber ? max(1, (events?.rows.last ?? 0) / 10) : max(1, height / 2)
    switch command {
    case .down: moveRows(count ?? 1)
    case .up: moveRows(-(count ?? 1))
    case .pageDown: moveRows(half * (count ?? 1))
    case .pageUp: moveRows(-half * (count ?? 1))
    case .top:
      if let count { goToShown(count) } else if let first = events?.firstPlace { go(to: first) }
    case .bottom: if let count { goToShown(count) } else { goToLast() }
    default: break
    }
  }

  /// So many rows on; without a filter a row is a version, and version 0 comes before the first.
  private mutating func moveRows(_ steps: Int) {
    guard let list = events else { return }
    if list.filter == nil {
      step(steps)
    } else if let place = list.rows.place(steps, from: list.place) {
      events?.place = place
    }
  }

  /// So many events on, hidden ones too; new ones are taken in on reaching them.
  mutating func step(_ steps: Int) {
    guard let list = events else { return }
    let first = screen == .log ? min(1, list.rows.last) : 0
    let target = list.place + steps
    if target > list.rows.last { takeInNew() }
    let last = events?.rows.last ?? 0
    events?.place = max(first, min(target, last))
  }

  /// Goes to a place that is known to be there, and remembers the one left.
  mutating func go(to place: Int) {
    guard let list = events, place != list.place else { return }
    places.leave(self.place)
    if place > list.rows.last { takeInNew() }
    let last = events?.rows.last ?? 0
    events?.place = max(0, min(place, last))
  }

  mutating func goToLast() {
    takeInNew()
    if let list = events { go(to: list.lastPlace) }
  }

  /// Lets the list reach to the newest event.
  private mutating func takeInNew() {
    switch screen {
    case .stream:
      guard let id = stream?.id else { return }
      let last = index.positions(of: id).count
      stream?.list.rows.last = last
    case .log: log.list.rows.last = index.eventCount
    case .roots, .streams, .projections, .help: break
    }
  }

  func selectedCategory() -> CategoryID? {
    let categories = knowledge.categories
    let row = streams.categories.row - 1
    return categories.indices.contains(row) ? categories[row].id : nil
  }

  mutating func selectCategory() {
    streams.query.category = selectedCategory()
  }
}

extension EventList {
  /// The first event that is shown.
  var firstPlace: Int? { rows.count > 0 ? rows[0] : nil }

  /// The last event that is shown.
  var lastPlace: Int { filter == nil ? rows.last : rows.count > 0 ? rows[rows.count - 1] : place }
}

extension ListCursor {
  /// Moves as a key says, within a list of so many rows.
  mutating func move(_ command: Command, count: Int?, of rows: Int, height: Int) {
    let half = max(1, height / 2)
    let target =
      switch command {
      case .down: row + (count ?? 1)
      case .up: row - (count ?? 1)
      case .pageDown: row + half * (count ?? 1)
      case .pageUp: row - half * (count ?? 1)
      case .top: (count ?? 1) - 1
      case .bottom: count.map { $0 - 1 } ?? rows - 1
      default: row
      }
    row = max(0, min(target, rows - 1))
  }
}
