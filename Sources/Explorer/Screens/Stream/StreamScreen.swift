import Rewind
import TextUI

/// One stream: its events, the state at a version, the event, the scrubber.
struct StreamScreen: EventRoom {
  static let panels: [Panel] = [.events, .state, .event, .scrubber]
  static let listPanel = Panel.events
  static let eventPanel = Panel.event

  var focus = Panel.events
  /// The log's first stream until one has been opened.
  private(set) var id = StreamID(rawValue: 0)
  /// The versions; `list.place` is the current version.
  var list = EventList(place: 0, last: 0)
  /// The version that others are compared with.
  var base: Int?
  var isDiffing = false
  var state = StatePane()
  var event = EventPane()
  var touched: TouchedRowsPopup?
  var relatives: RelativesPopup?
  /// Whether a person put State's cursor where it is: what is followed is the path under it from then on.
  var isPathChosen = false
  /// Whether what is followed is the path under State's cursor: where a person put it there, or sees it.
  var followsCursor: Bool { isPathChosen || focus == .state }
  /// How many rows State and Event needed, at most, for the versions that were looked at.
  var (stateRows, eventRows) = (0, 0)
  /// How the state was folded then.
  var foldedAs = Folding()
  /// The path of the number that the scrubber draws.
  var charted: JSONPath?
  /// What the scrubber drew when the code was saved.
  private(set) var savedSeries: (key: Content.SeriesKey, series: ValueSeries)?

  init() {}

  var stream: StreamID? { id }
  var markedPlace: Int? { base }
  var version: Int { list.place }

  /// The version that the shown state is compared with.
  var comparedVersion: Int { isDiffing ? base ?? max(0, version - 1) : max(0, version - 1) }

  // MARK: Panels

  func cursor(of panel: Panel, in shell: Shell) -> ListCursor? {
    switch panel {
    case .state: state.tree.cursor
    case .event: event.tree.cursor
    default: popupCursor(of: panel)
    }
  }

  mutating func setCursor(_ cursor: ListCursor, of panel: Panel, in shell: Shell) {
    switch panel {
    case .state: state.tree.cursor = cursor
    case .event: event.tree.cursor = cursor
    default: _ = setPopupCursor(cursor, of: panel)
    }
  }

  mutating func cursorMoved(in panel: Panel, _ shell: Shell) {
    if panel == .state { isPathChosen = true }
  }

  func rowCount(of panel: Panel, in shell: Shell) -> Int {
    if panel == .state { return state.tree.rows.count }
    return popupRowCount(of: panel, in: shell) ?? event.tree.rows.count
  }

  var focusedTree: TreePane? {
    get {
      switch focus {
      case .state: state.tree
      case .event: event.tree
      default: nil
      }
    }
    set {
      guard let newValue else { return }
      switch focus {
      case .state: state.tree = newValue
      case .event: event.tree = newValue
      default: break
      }
    }
  }

  // MARK: Places

  func place(in shell: Shell) -> Place { .stream(id, version: version) }

  /// Opens a stream anew, or comes back to one as it was left.
  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell) {
    guard case .stream(let id, let version, let path) = place else { return }
    let last = shell.index.positions(of: id).count
    if !comesBack || id != self.id { open(id, last: last) }
    list.place = version ?? last
    closePopups()
    if comesBack {
      list.rows.last = max(list.rows.last, list.place)
    } else {
      list.place = max(0, min(list.place, last))
      state.wantedPath = path
      if path != nil { isPathChosen = true }
    }
  }

  /// Another stream; whether only changes are shown stays as it was.
  private mutating func open(_ id: StreamID, last: Int) {
    var new = StreamScreen()
    new.id = id
    new.list = EventList(place: last, last: last)
    new.state.changesOnly = state.changesOnly
    self = new
  }

  mutating func go(to moment: Moment, in shell: inout Shell) -> NavigationError? {
    do {
      if case .position = moment {
        shell.go(toEventAt: try shell.position(at: moment))
      } else {
        go(to: try shell.version(at: moment, of: id), in: &shell)
        shell.sayHowTimeWasTaken(moment, in: id)
      }
      return nil
    } catch {
      return error
    }
  }

  func times(in shell: Shell) -> ClosedRange<Timestamp>? {
    id.rawValue < shell.index.streamCount
      ? shell.index.times(of: shell.index.positions(of: id)) : nil
  }

  func description(of moment: Moment, in shell: Shell) -> String {
    if case .version(let number) = moment { return "go to v\(number)" }
    return "go to " + shell.name(of: moment, end: "the end")
  }

  // MARK: The log

  mutating func logGrew(_ growth: LogGrowth, in shell: inout Shell) {
    guard shell.isFollowing || !growth.wasWhole, id.rawValue < shell.index.streamCount else {
      return
    }
    list.rows.last = lastPlace(in: shell)
    if shell.isFollowing { list.place = list.rows.last }
  }

  mutating func foldsChanged(in shell: Shell) {
    state.foldsChanged()
    event.foldsChanged()
    guard let key = seriesKey, let series = shell.knowledge.content.series[key] else { return }
    savedSeries = (key, series)
  }

  /// The stream of the same name: at its end where the end was shown, else at the same version.
  func moved(from old: Shell, to new: Shell) throws(NavigationError) -> StreamScreen {
    guard id.rawValue < old.index.streamCount else { return StreamScreen() }
    let name = old.index.stream(id).name.rawValue
    guard let id = new.index.streamID(named: name) else {
      throw NavigationError(text: "no stream \(Format.name(name))")
    }
    var room = self
    let last = new.index.positions(of: id).count
    room.open(id, last: last)
    room.focus = focus
    let wasAtEnd = new.isFollowing || version == list.rows.last
    if !wasAtEnd { room.list.place = min(version, last) }
    return room
  }

  // MARK: Copying

  func value(at path: JSONPath, in shell: Shell) -> JSONValue? {
    focus == .state ? state.value(at: path) : eventValue(at: path, in: shell)
  }

  func copied(_ command: Command, in shell: Shell) -> Copied? {
    switch command {
    case .copyState:
      guard let content = state.content, content.state.version == version else { return nil }
      return content.state.value.map { Copied(what: "state", text: $0.text()) }
    case .copyLink:
      let place = "\(shell.index.stream(id).name)@\(shown(version, in: shell))"
      let path = state.tree.selected.map {
        " --path \(ShellWord.quoted($0.path.description))"
      }
      return Copied(
        what: "link", text: "\(shell.command) --at \(ShellWord.quoted(place))\(path ?? "")")
    default: return copiedOfEvent(command, in: shell)
    }
  }
}
