import Rewind
import TextUI

/// All events in the log's order, and the current event.
struct AllEventsScreen: EventRoom {
  static let panels: [Panel] = [.allEvents, .logEvent]
  static let listPanel = Panel.allEvents
  static let eventPanel = Panel.logEvent

  static let keys: [Binding] =
    Keymap.stepping + Keymap.seeking + Keymap.inspecting + Keymap.copying + [
      Binding(
        .show(.allEvents), .going, Key.each("A"), in: .allScreens, name: "all events",
        hint: .init(keys: "A", text: "all events"), help: "all events in the log's order")
    ]

  var focus = Panel.allEvents
  /// The positions; `list.place` is the current position.
  var list = EventList(place: 0, last: 0)
  var event = EventPane()

  init() {}

  var stream: StreamID? { nil }

  // MARK: Panels

  func layOut(_ body: Rect, in shell: Shell) -> [Panel: Rect] {
    let (list, event) =
      body.size.columns >= Layout.wide
      ? body.split(left: body.size.columns * 4 / 7)
      : body.split(lower: max(5, body.size.rows * 2 / 5))
    return [.allEvents: list, .logEvent: event]
  }

  func cursor(of panel: Panel, in shell: Shell) -> ListCursor? {
    panel == .logEvent ? event.tree.cursor : nil
  }

  mutating func setCursor(_ cursor: ListCursor, of panel: Panel, in shell: Shell) {
    event.tree.cursor = cursor
  }

  func rowCount(of panel: Panel, in shell: Shell) -> Int { event.tree.rows.count }

  var focusedTree: TreePane? {
    get { focus == .logEvent ? event.tree : nil }
    set { if focus == .logEvent, let newValue { event.tree = newValue } }
  }

  // MARK: Update

  mutating func open(in shell: inout Shell) {
    guard focus == .allEvents else { return openEventValue(in: &shell) }
    guard let position = position(in: shell) else { return }
    if shell.index[position].isDamaged {
      openEventWhole(in: &shell)
    } else {
      shell.go(toEventAt: position)
    }
  }

  func place(in shell: Shell) -> Place { .allEvents(position: list.place) }

  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell) {
    switch place {
    case .allEvents(let position?):
      list.rows.last = max(list.rows.last, position)
      list.place = position
      if !comesBack { uncover(in: &shell) }
    case .events(let filter): list.setFilter(filter)
    default: break
    }
  }

  mutating func logGrew(_ growth: LogGrowth, in shell: Shell) {
    let wasAtEnd = isAtNewest(in: shell)
    // A list without events has no place that more of them could push away.
    guard shell.isFollowing || !growth.wasWhole || growth.isFirst else { return }
    list.rows.last = lastPlace(in: shell)
    // Until the list has been shown it opens at its end.
    let isUnseen = wasAtEnd && (growth.isFirst || !growth.isShown)
    if shell.isFollowing || isUnseen { list.place = lastPlace(in: shell) }
  }

  func moved(from old: Shell, to new: Shell) -> AllEventsScreen {
    var room = AllEventsScreen()
    room.focus = focus
    room.list = EventList(place: new.index.eventCount, last: new.index.eventCount)
    return room
  }

  func value(at path: JSONPath, in shell: Shell) -> JSONValue? { eventValue(at: path, in: shell) }

  func copied(_ command: Command, in shell: Shell) -> Copied? {
    guard command == .copyLink else { return copiedOfEvent(command, in: shell) }
    let place = position(in: shell).map { " --at @\(shell.index.shownPosition($0))" }
    return Copied(what: "link", text: shell.command + (place ?? ""))
  }

  // MARK: View

  func heading(in shell: Shell) -> Heading {
    guard let position = position(in: shell) else {
      return Heading(trail: ["all events"], moment: "no events")
    }
    let last = Format.grouped(shell.index.shownPosition(list.rows.last))
    return Heading(
      trail: ["all events"], moment: "\(shell.positionLabel(position)) of \(last)",
      time: shell.time(at: position))
  }

  func draw(in shell: Shell, on canvas: inout Canvas) {
    drawList(in: shell, on: &canvas)
    drawEvent(in: shell, on: &canvas)
  }
}
