import Rewind
import TextUI

/// A room with a list of events and a current event: the versions of a stream, or the whole log.
///
/// What both have in common is in the extensions here and beside: moving, searching, filtering, and
/// the current event. A place is a version where there is a stream, else a position of the log.
protocol EventRoom: Room {
  /// The panel of the list, and that of the current event.
  static var listPanel: Panel { get }
  static var eventPanel: Panel { get }

  /// The stream that the list is of; nil where it is of the whole log.
  var stream: StreamID? { get }
  var list: EventList { get set }
  var event: EventPane { get set }
  /// What stands over it: the rows that an event touched.
  var touched: TouchedRowsPopup? { get set }
  /// What stands over it: the causes and effects of an event.
  var relatives: RelativesPopup? { get set }
  /// The tree in the focused panel; nil where it shows none.
  var focusedTree: TreePane? { get set }

  /// The place that others are compared with; nil where none is marked.
  var markedPlace: Int? { get }
  /// What the event at a place did, or tells; nil where that is not known.
  func effect(of place: Int, in shell: Shell) -> EventEffect?
  /// What the effects are of; nil where there is no name for it.
  func effectTitle(in shell: Shell) -> String?

  /// Opens what is under the cursor of the focused panel, or goes where that leads.
  mutating func open(in shell: inout Shell) -> [Effect]
  /// What a path under a tree's cursor stands for.
  func value(at path: JSONPath, in shell: Shell) -> JSONValue?
}

extension EventRoom {
  var markedPlace: Int? { nil }
  func effect(of place: Int, in shell: Shell) -> EventEffect? { nil }
  func effectTitle(in shell: Shell) -> String? { nil }
}

// MARK: - The current place

extension EventRoom {
  /// The last place that the log has.
  func lastPlace(in shell: Shell) -> Int {
    stream.map { shell.index.positions(of: $0).count } ?? shell.index.eventCount
  }

  /// The position of the current event; nil before the first one, and where it was read ahead.
  func position(in shell: Shell) -> Int? {
    guard let stream else { return list.place > 0 && !list.isAhead ? list.place : nil }
    return list.place > 0 ? shell.position(of: list.place, in: stream) : nil
  }

  /// The current event, once it has been read.
  func readEvent(in shell: Shell) -> ReadEvent? {
    let content = shell.knowledge.content
    if let number = list.tailNumber { return content.tailEvents[number] }
    return position(in: shell).flatMap { content.events[$0] }
  }

  /// What tells the current event from others: its position, or its place behind the gap; nil where there is no event.
  func eventPlace(in shell: Shell) -> Int? {
    list.tailNumber == nil ? position(in: shell) : list.place
  }

  /// The time of the current event.
  func time(in shell: Shell) -> Timestamp? {
    eventPlace(in: shell).flatMap { shell.listed($0).entry.timestamp }
  }

  /// A place as the log itself counts; behind the gap, where that is not known, the last one before it.
  func shown(_ place: Int, in shell: Shell) -> Int {
    if place >= ReadAhead.gap {
      let number = place == ReadAhead.gap ? nil : shell.listed(place).number
      return number ?? shell.shownPosition(list.rows.last)
    }
    return stream.map { shell.index.shownVersion(place, of: $0) } ?? shell.shownPosition(place)
  }

  func momentContext(in shell: Shell) -> MomentContext? {
    MomentContext(
      version: shown(list.place, in: shell),
      firstVersion: shown(stream == nil ? min(1, lastPlace(in: shell)) : 0, in: shell),
      lastVersion: shown(lastPlace(in: shell), in: shell),
      time: time(in: shell), now: shell.now)
  }

  func isAtNewest(in shell: Shell) -> Bool { list.place == list.rows.newest }

  func newEvents(in shell: Shell) -> Int { lastPlace(in: shell) - list.rows.last }

  mutating func foldsChanged(in shell: Shell) { event.foldsChanged() }

  func statusItems(in shell: Shell) -> [StyledText] { filterStatus + touchedStatus(in: shell) }

  /// How far a filter has come.
  var filterStatus: [StyledText] {
    let rows = list.rows
    guard rows.matching != nil, rows.examined < rows.last else { return [] }
    return [StyledText("filtering \(rows.examined * 100 / max(1, rows.last))%")]
  }

  func isUseful(_ command: Command, in shell: Shell) -> Bool {
    switch command {
    case .asStored: readEvent(in: shell)?.hasStoredForm == true
    case .touchedRows: position(in: shell) != nil && !shell.builtProjections.isEmpty
    case .relatives: position(in: shell) != nil
    case .editFold: stream.map { shell.canBeginFold(of: $0) } ?? false
    default: true
    }
  }
}

// MARK: - What keys do

extension EventRoom {
  mutating func perform(_ command: Command, count: Int?, in shell: inout Shell) -> [Effect]? {
    travel(command, count: count, in: &shell)
  }

  /// What keys do in both rooms; nil where that is the shell's to do.
  mutating func travel(_ command: Command, count: Int?, in shell: inout Shell) -> [Effect]? {
    if touched != nil { return performInTouched(command, in: &shell) }
    if relatives != nil { return performInRelatives(command, in: &shell) }
    switch command {
    case .down, .up, .top, .bottom, .pageDown, .pageUp:
      guard focusedTree == nil else { return nil }
      move(command, count: count, in: &shell)
    case .open:
      // Nothing is selected where the filter hides all.
      return list.isEmptied && !Set.trees.contains(focus) ? [] : open(in: &shell)
    case .stepBack: step(-(count ?? 1), in: shell)
    case .stepForward: step(count ?? 1, in: shell)
    case .first: go(to: stream == nil ? list.rows.first : 0, in: &shell)
    case .last: goToLast(in: &shell)
    case .goToVersion:
      if let count { goToShown(count, in: &shell) } else { shell.prompt = Prompt(.version) }
    case .previousOfType: return searchType(.backward, count: count, in: &shell)
    case .nextOfType: return searchType(.forward, count: count, in: &shell)
    case .previousFault: return searchFault(.backward, count: count, in: &shell)
    case .nextFault: return searchFault(.forward, count: count, in: &shell)
    case .asStored: toggleStored(in: &shell)
    case .touchedRows: showTouchedRows(in: &shell)
    case .relatives: showRelatives(in: &shell)
    case .fold: focusedTree?.fold()
    case .unfold: focusedTree?.unfold()
    case .toggleFold: focusedTree?.toggleFold()
    case .foldAll: focusedTree?.folding.setAll(folded: true)
    case .unfoldAll: focusedTree?.folding.setAll(folded: false)
    case .follow:
      shell.isFollowing.toggle()
      if shell.isFollowing { goToLast(in: &shell) }
    default: return nil
    }
    return []
  }

  /// Shows events of an old schema as they are stored, or as they are folded today; and times as the log
  /// spells them.
  private func toggleStored(in shell: inout Shell) {
    guard readEvent(in: shell)?.hasStoredForm == true else {
      shell.say("the event has no other form than the stored one")
      return
    }
    shell.showsStored.toggle()
  }

  mutating func click(_ point: Point, in panel: Panel, _ shell: inout Shell) {
    if panel == Self.listPanel {
      clickEvent(point, &shell)
    } else {
      clickList(point, in: panel, shell)
    }
  }

  /// Goes to the event of the list that is clicked at.
  mutating func clickEvent(_ point: Point, _ shell: inout Shell) {
    let area = listArea(of: Self.listPanel, in: shell)
    guard area.rowRange.contains(point.row) else { return }
    let row = list.top + point.row - area.origin.row - (list.showsStart ? 1 : 0)
    if row < 0 {
      go(to: 0, in: &shell)
    } else if row < list.rows.count {
      go(to: list.rows[row], in: &shell)
    }
  }
}

// MARK: - Travelling

extension EventRoom {
  private mutating func move(_ command: Command, count: Int?, in shell: inout Shell) {
    // In the list half a page, elsewhere a tenth of the way.
    let half =
      focus == Self.listPanel
      ? max(1, visibleRows(of: focus, in: shell) / 2) : max(1, list.rows.last / 10)
    switch command {
    case .down: moveRows(count ?? 1, in: shell)
    case .up: moveRows(-(count ?? 1), in: shell)
    case .pageDown: moveRows(half * (count ?? 1), in: shell)
    case .pageUp: moveRows(-half * (count ?? 1), in: shell)
    case .top:
      if let count {
        goToShown(count, in: &shell)
      } else if let first = list.firstPlace {
        go(to: first, in: &shell)
      }
    case .bottom: if let count { goToShown(count, in: &shell) } else { goToLast(in: &shell) }
    default: break
    }
  }

  /// So many rows on; without a filter a row is a version, and version 0 comes before the first.
  private mutating func moveRows(_ steps: Int, in shell: Shell) {
    if list.filter == nil {
      step(steps, in: shell)
    } else if let place = list.rows.place(steps, from: list.place) {
      list.place = place
    }
  }

  /// So many events on, hidden ones too; new ones are taken in on reaching them.
  mutating func step(_ steps: Int, in shell: Shell) {
    if list.place + steps > list.rows.last { takeInNew(in: shell) }
    list.place = list.rows.step(
      steps, from: list.place, first: stream == nil ? list.rows.first : 0)
  }

  /// Goes to a place that is known to be there, and remembers the one left.
  mutating func go(to place: Int, in shell: inout Shell) {
    guard place != list.place else { return }
    shell.places.leave(self.place(in: shell))
    if place > list.rows.last { takeInNew(in: shell) }
    list.place = list.rows.clamped(place)
  }

  mutating func goToLast(in shell: inout Shell) {
    takeInNew(in: shell)
    go(to: list.lastPlace, in: &shell)
  }

  /// Goes to a place by the number that people see.
  ///
  /// Beyond the last is the last, and that is said: `99G` in a stream of five goes to the fifth.
  mutating func goToShown(_ number: Int, in shell: inout Shell) {
    let index = shell.index
    if let stream {
      let place = index.version(shown: number, in: stream)
      go(to: place ?? (number <= 0 ? 0 : list.rows.last), in: &shell)
      if place == nil {
        let label = shell.versionLabel(list.place, of: stream)
        shell.say("no version \(Format.grouped(number)): this is \(label)")
      }
    } else {
      let place = index.position(shown: number)
      go(to: place ?? placeAhead(shown: number, in: shell), in: &shell)
      if place == nil, !list.isAhead {
        let label = "@\(Format.grouped(shown(list.place, in: shell)))"
        shell.say("no position \(Format.grouped(number)): this is \(label)")
      }
      uncover(in: &shell)
    }
  }

  /// The place for a number that no position has so far: an event behind the gap, or the gap, or else the nearest end.
  func placeAhead(shown number: Int, in shell: Shell) -> Int {
    guard number > 0 else { return list.rows.first }
    guard list.rows.ahead > 0, let tail = shell.knowledge.ahead?.tail else {
      return list.rows.last
    }
    let event = (1..<tail.count + 1).first { tail.loggedPosition(of: $0) == number }
    return ReadAhead.gap + (event ?? 0)
  }

  /// Drops the filter where it hides the place that was jumped to.
  mutating func uncover(in shell: inout Shell) {
    guard list.filter != nil, list.isPlaceHidden else { return }
    list.setFilter(nil)
    shell.say("filter dropped: it hid @\(Format.grouped(shown(list.place, in: shell)))")
  }

  /// Lets the list reach to the newest event.
  private mutating func takeInNew(in shell: Shell) { list.rows.last = lastPlace(in: shell) }
}

extension EventList {
  /// The first event that is shown.
  fileprivate var firstPlace: Int? { rows.count > 0 ? rows[0] : nil }

  /// The last event that is shown.
  fileprivate var lastPlace: Int {
    filter == nil ? rows.newest : rows.count > 0 ? rows[rows.count - 1] : place
  }
}
