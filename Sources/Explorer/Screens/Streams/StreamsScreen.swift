import Rewind
import TextUI

/// The categories, and the streams of the selected one.
struct StreamsScreen: Room {
  static let panels: [Panel] = [.categories, .streams]

  var focus = Panel.streams
  /// Row 0 is all categories, then they follow in the index's order.
  private var categories = ListCursor()
  private(set) var cursor = ListCursor()
  private(set) var query = StreamQuery()
  /// The streams that were found, and for what.
  private(set) var list: [StreamID] = []
  /// How many other lists there were before this one.
  private var edition = 0
  private var listedQuery: StreamQuery?
  /// How many events there were when the list was asked for; later ones are new.
  private var listedEvents = 0

  init() {}

  static let keys: [Binding] = [
    Binding(
      .show(.streams), .going, Key.each("S"), in: .allScreens, name: "streams",
      hint: .init(keys: "S", text: "streams"), help: "the streams"),
    Binding(
      .sort, .finding, Key.each("o"), in: .lists, name: "sort",
      hint: .init(keys: "o", text: "sort"), help: "sort streams by name, events, last activity"),
  ]

  var selected: StreamID? { list.indices.contains(cursor.row) ? list[cursor.row] : nil }

  // MARK: Panels

  func layOut(_ body: Rect, in shell: Shell) -> [Panel: Rect] {
    // A single category tells nothing, unless somebody goes to it.
    guard focus == .categories || shell.knowledge.categories.count > 1 else {
      return [.streams: body]
    }
    let (left, right) = body.split(left: min(32, body.size.columns / 4))
    return [.categories: left, .streams: right]
  }

  func listArea(of panel: Panel, in shell: Shell) -> Rect {
    let inside = shell.layout.inside(panel)
    return panel == .streams && StreamColumns.hasHeader(in: inside) && !list.isEmpty
      ? inside.dropFirst(rows: 1) : inside
  }

  func cursor(of panel: Panel, in shell: Shell) -> ListCursor? {
    panel == .categories ? categories : cursor
  }

  mutating func setCursor(_ cursor: ListCursor, of panel: Panel, in shell: Shell) {
    if panel == .categories { categories = cursor } else { self.cursor = cursor }
  }

  func rowCount(of panel: Panel, in shell: Shell) -> Int {
    panel == .categories ? shell.knowledge.categories.count + 1 : list.count
  }

  func searchTexts(of panel: Panel, in shell: Shell) -> [String] {
    [""] + shell.knowledge.categories.map(\.name)
  }

  mutating func cursorMoved(in panel: Panel, _ shell: Shell) {
    guard panel == .categories else { return }
    let all = shell.knowledge.categories
    let row = categories.row - 1
    query.category = all.indices.contains(row) ? all[row].id : nil
  }

  // MARK: Update

  mutating func perform(_ command: Command, count: Int?, in shell: inout Shell) -> [Effect]? {
    switch command {
    case .open:
      if focus == .categories {
        focus = .streams
      } else if let selected {
        shell.go(to: .stream(selected, version: nil))
      }
    case .sort:
      let order: [StreamSort] = [.name, .events, .recent]
      let next = (order.firstIndex(of: query.sort) ?? 0) + 1
      query.sort = order[next % order.count]
    case .follow:
      shell.isFollowing.toggle()
      if shell.isFollowing {
        query.sort = .recent
        cursor.row = 0
      }
    default: return nil
    }
    return []
  }

  func searchScope(in shell: Shell) -> Search.Scope? {
    focus == .streams ? Search.Scope(list: .streams, edition: edition) : textScope(in: shell)
  }

  func searchedPlaces(in shell: Shell) -> Range<Int> {
    0..<rowCount(of: focus, in: shell)
  }

  func searchedList(in shell: Shell) -> HitSearch.List? {
    focus == .streams ? .streams(list) : nil
  }

  func filter(in shell: Shell) -> String { query.filter }

  mutating func setFilter(_ text: String, from before: (any Room)?, in shell: inout Shell) {
    query.filter = text
  }

  func filterSummary(in shell: Shell) -> String? {
    guard !query.filter.isEmpty, listedQuery == query else { return nil }
    let all = query.category.flatMap { category in
      shell.knowledge.categories.first { $0.id == category }?.streamCount
    }
    return Format.matching(list.count, of: all ?? shell.index.streamCount)
  }

  mutating func undo(in shell: inout Shell) -> Bool {
    guard !query.filter.isEmpty else { return false }
    query.filter = ""
    return true
  }

  // MARK: Places

  func place(in shell: Shell) -> Place { .streams(selected) }

  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell) {
    if case .streams(let id?) = place, let row = list.firstIndex(of: id) { cursor.row = row }
  }

  mutating func go(to moment: Moment, in shell: inout Shell) -> NavigationError? {
    do {
      let position = try shell.position(at: moment)
      if case .position = moment {
        shell.go(toEventAt: position)
      } else {
        shell.go(to: .allEvents(position: position))
        shell.sayHowTimeWasTaken(moment, in: nil)
      }
      return nil
    } catch {
      return error
    }
  }

  func isAtNewest(in shell: Shell) -> Bool { cursor.row == 0 }

  // MARK: The list

  func demands(in shell: Shell) -> [Question] {
    isOutdated(in: shell) && shell.index.streamCount > 0 ? [.streams(query)] : []
  }

  /// So many streams are listed again with every event that comes, where nobody has moved in the list.
  private static let fewStreams = 10_000

  /// Whether the streams are to be listed anew: for another query, or because there are more.
  ///
  /// That is so once it has been read whole or has ended, where the cursor stands at the top of a short list, and
  /// whenever it has doubled, for a list costs O(n log n).
  private func isOutdated(in shell: Shell) -> Bool {
    if listedQuery != query { return true }
    let events = shell.index.eventCount
    let isShortAtTop =
      shell.knowledge.indexed == nil && cursor.row == 0
      && shell.index.streamCount <= Self.fewStreams
    if shell.isFollowing || isShortAtTop { return listedEvents < events }
    return listedEvents * 2 < events
      || shell.knowledge.indexed == nil && listedEvents < shell.knowledge.wholeAt
  }

  /// Takes a list; the cursor keeps its stream, unless the category or the order is another.
  mutating func take(_ answer: Answer, to question: Question, in shell: inout Shell) {
    guard case .streams(let streams) = answer, case .streams(let query) = question else { return }
    let isAlike = query.category == listedQuery?.category && query.sort == listedQuery?.sort
    let kept = cursor.row > 0 && isAlike ? selected : nil
    if streams != list { edition += 1 }
    list = streams
    listedQuery = query
    listedEvents = shell.knowledge.listingEvents
    cursor.row = shell.isFollowing ? 0 : kept.flatMap { streams.firstIndex(of: $0) } ?? 0
  }

  func newEvents(in shell: Shell) -> Int {
    max(0, shell.index.eventCount - max(listedEvents, shell.knowledge.wholeAt))
  }

  // MARK: Copying

  /// The command that opens the explorer at the selected stream.
  func copied(_ command: Command, in shell: Shell) -> Copied? {
    guard command == .copyLink else { return nil }
    let place = selected.map {
      " --at \(ShellWord.quoted(shell.index.stream($0).name.rawValue))"
    }
    return Copied(what: "link", text: shell.command + (place ?? ""))
  }
}
