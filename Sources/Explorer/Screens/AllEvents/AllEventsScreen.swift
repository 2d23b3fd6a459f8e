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

  /// From here on the event stands beside the list: before that its data need the room.
  private static let wide = 160

  var focus = Panel.allEvents
  /// The positions; `list.place` is the current position.
  var list = EventList(place: 0, last: 0)
  var event = EventPane()
  var touched: TouchedRowsPopup?
  var relatives: RelativesPopup?
  /// The place behind the gap with an event whose stream is to be opened once the log has been read up to it.
  var opening: Int?

  init() {}

  var stream: StreamID? { nil }

  // MARK: Panels

  func layOut(_ body: Rect, in shell: Shell) -> [Panel: Rect] {
    let (list, event) =
      body.size.columns >= Self.wide
      ? body.split(left: body.size.columns * 4 / 7)
      : body.split(lower: max(5, body.size.rows * 2 / 5))
    return [.allEvents: list, .logEvent: event]
  }

  func cursor(of panel: Panel, in shell: Shell) -> ListCursor? {
    panel == .logEvent ? event.tree.cursor : popupCursor(of: panel)
  }

  mutating func setCursor(_ cursor: ListCursor, of panel: Panel, in shell: Shell) {
    if !setPopupCursor(cursor, of: panel) { event.tree.cursor = cursor }
  }

  func rowCount(of panel: Panel, in shell: Shell) -> Int {
    popupRowCount(of: panel, in: shell) ?? event.tree.rows.count
  }

  var focusedTree: TreePane? {
    get { focus == .logEvent ? event.tree : nil }
    set { if focus == .logEvent, let newValue { event.tree = newValue } }
  }

  // MARK: Update

  mutating func open(in shell: inout Shell) -> [Effect] {
    if focus == .logEvent { return openEventValue(in: &shell) }
    if list.tailNumber != nil {
      openAhead(in: &shell)
    } else if let position = position(in: shell) {
      if shell.index[position].isDamaged {
        openEventWhole(in: &shell)
      } else {
        shell.go(toEventAt: position)
      }
    }
    return []
  }

  func place(in shell: Shell) -> Place { .allEvents(position: list.place) }

  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell) {
    switch place {
    case .allEvents(let position?):
      closePopups()
      if position < ReadAhead.gap { list.rows.last = max(list.rows.last, position) }
      list.place = list.rows.clamped(position)
      if !comesBack { uncover(in: &shell) }
    case .events(let filter):
      closePopups()
      list.setFilter(filter)
    default: break
    }
  }

  mutating func go(to moment: Moment, in shell: inout Shell) -> NavigationError? {
    guard let place = placeAhead(at: moment, in: shell) else {
      return goToPosition(at: moment, in: &shell)
    }
    shell.go(to: .allEvents(position: place))
    return nil
  }

  mutating func logGrew(_ growth: LogGrowth, in shell: inout Shell) {
    let wasAtEnd = isAtNewest(in: shell)
    // A list without events has no place that more of them could push away.
    guard shell.isFollowing || !growth.wasWhole || growth.isFirst else { return }
    let hadTail = list.rows.ahead > 0
    if shell.knowledge.indexed != nil {
      list.reach(lastPlace(in: shell), ahead: shell.knowledge.ahead?.tail.count ?? 0)
    } else if hadTail {
      closeGap(isShown: growth.isShown, in: &shell)
    } else {
      list.rows.last = lastPlace(in: shell)
    }
    // Until the list has been shown it opens at its end.
    let isUnseen =
      wasAtEnd && (growth.isFirst || !growth.isShown || !hadTail && list.rows.ahead > 0)
    if shell.isFollowing || isUnseen { list.place = list.rows.newest }
  }

  mutating func undo(in shell: inout Shell) -> Bool {
    if opening != nil {
      opening = nil
      return true
    }
    return undoFilter()
  }

  mutating func settle(in shell: Shell) {
    // A model that was set aside may know of events that have positions by now.
    if shell.knowledge.ahead == nil, list.rows.ahead > 0 {
      list.closeGap(at: nil, last: lastPlace(in: shell))
    }
    if opening != list.place { opening = nil }
    settleEvents(in: shell)
  }

  mutating func searchOn(after question: Question, in shell: inout Shell) -> [Effect] {
    searchOverGap(after: question, in: &shell)
  }

  func statusItems(in shell: Shell) -> [StyledText] {
    guard let opening, shell.isListed(opening), let stream = shell.listed(opening).streamName else {
      return filterStatus + touchedStatus(in: shell)
    }
    return [StyledText("opens \(stream) once it is read, Esc cancels")]
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
    let place = eventPlace(in: shell).flatMap { shell.listed($0).number }.map { "@\($0)" }
    let id = readEvent(in: shell)?.stored.record?.id.map(ShellWord.quoted)
    let start = (place ?? (list.isAhead ? id : nil)).map { " --at \($0)" }
    return Copied(what: "link", text: shell.command + (start ?? ""))
  }

  // MARK: View

  func heading(in shell: Shell) -> Heading {
    guard let place = eventPlace(in: shell) else {
      return Heading(trail: ["all events"], moment: list.isAhead ? "not read yet" : "no events")
    }
    let number = shell.text(ofNumber: shell.listed(place).number)
    let last = shell.text(ofNumber: shell.listed(list.rows.newest).number)
    return Heading(
      trail: ["all events"], moment: "@\(number) of \(last)", time: time(in: shell))
  }

  func draw(in shell: Shell, on canvas: inout Canvas) {
    drawList(in: shell, on: &canvas)
    drawEvent(in: shell, on: &canvas)
    drawPopups(in: shell, on: &canvas)
  }
}
