import Rewind
import TextUI

/// The projections, the rows of the selected one's read model, its dead letters.
struct ProjectionsScreen: Room {
  static let panels: [Panel] = [.projections, .rows, .deadLetters, .about]
  /// More dead letters than this are not listed.
  private static let mostLetters = 10_000

  var focus = Panel.projections
  var cursor = ListCursor()
  /// How the read models that were looked at are shown.
  var views: [String: RowsView] = [:]
  private(set) var letters = ListCursor()
  private(set) var about = ListCursor()
  /// What stands over it.
  var popup: ProjectionPopup?
  /// What is done where an event fails, for the next rebuild.
  var errorPolicy = ErrorPolicy.stop

  init() {}

  var popupPanel: Panel? { popup?.panel }

  // MARK: What is selected

  /// The projection that is selected; nil where there is none.
  func selected(in shell: Shell) -> ListedProjection? {
    let all = shell.projections
    return all.indices.contains(cursor.row) ? all[cursor.row] : nil
  }

  /// What defines the selected projection; nil where there is none, or its code never was usable.
  func definition(in shell: Shell) -> ProjectionDefinition? { selected(in: shell)?.definition }

  /// How the selected projection's read model is shown.
  func view(in shell: Shell) -> RowsView {
    selected(in: shell).flatMap { views[$0.name] } ?? RowsView()
  }

  /// Shows the selected projection's read model in another way.
  mutating func changeView(in shell: Shell, _ change: (inout RowsView) -> Void) {
    guard let name = selected(in: shell)?.name else { return }
    change(&views[name, default: RowsView()])
  }

  /// The dead letters of the selected projection that are loaded.
  func shownLetters(in shell: Shell) -> [DeadLetter] {
    guard let letters = shell.knowledge.readModels.letters,
      letters.projection == selected(in: shell)?.name
    else { return [] }
    return letters.letters
  }

  func selectedLetter(in shell: Shell) -> DeadLetter? {
    let all = shownLetters(in: shell)
    return all.indices.contains(letters.row) ? all[letters.row] : nil
  }

  /// How many dead letters there are to move in; those that the cursor comes to are asked for.
  func letterCount(in shell: Shell) -> Int {
    guard let letters = shell.knowledge.readModels.letters,
      letters.projection == selected(in: shell)?.name
    else { return 0 }
    return min(letters.count, Self.mostLetters)
  }

  // MARK: Panels

  /// The projections beside the details of one, above its rows; the dead letters stand in
  /// the rows' place while they have the focus, or below them where there is room for both.
  func layOut(_ body: Rect, in shell: Shell) -> [Panel: Rect] {
    let (upper, lower) = body.split(
      lower: body.size.rows - min(body.size.rows / 3 + 1, 12))
    let (list, about) = upper.split(left: body.size.columns * 5 / 8)
    var panels: [Panel: Rect] = [.projections: list, .about: about]
    if lower.size.rows >= 22 {
      (panels[.rows], panels[.deadLetters]) = lower.split(lower: lower.size.rows / 3)
    } else {
      panels[focus == .deadLetters ? .deadLetters : .rows] = lower
    }
    return panels
  }

  func cursor(of panel: Panel, in shell: Shell) -> ListCursor? {
    switch panel {
    case .projections: cursor
    case .rows: shownRows(in: shell) == nil ? nil : view(in: shell).cursor
    case .deadLetters: letters
    case .about: about
    default: popupRowCount(in: shell) == 0 ? nil : popup?.cursor
    }
  }

  mutating func setCursor(_ cursor: ListCursor, of panel: Panel, in shell: Shell) {
    switch panel {
    case .projections: self.cursor = cursor
    case .rows: changeView(in: shell) { $0.cursor = cursor }
    case .deadLetters: letters = cursor
    case .about: about = cursor
    default: popup?.cursor = cursor
    }
  }

  func rowCount(of panel: Panel, in shell: Shell) -> Int {
    switch panel {
    case .projections: shell.projections.count
    case .rows: rowCount(in: shell)
    case .deadLetters: letterCount(in: shell)
    case .about: aboutLines(in: shell).count
    default: popupRowCount(in: shell)
    }
  }

  func listArea(of panel: Panel, in shell: Shell) -> Rect {
    switch panel {
    case .projections, .deadLetters, .about: shell.layout.inside(panel)
    // Below the names of the columns.
    case .rows: shell.layout.inside(.rows).dropFirst(rows: 1)
    default: listPopup(in: shell)?.listArea(in: shell.layout) ?? Rect(Size(columns: 0, rows: 0))
    }
  }

  // MARK: Places

  func place(in shell: Shell) -> Place { .projection(selected(in: shell)?.name) }

  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell) {
    switch place {
    case .projection(let name): select(name, in: shell)
    case .row(let name, let table, let key):
      select(name, in: shell)
      focus = .rows
      changeView(in: shell) { $0.showOnly(key, inTable: table) }
    default: break
    }
  }

  private mutating func select(_ name: String?, in shell: Shell) {
    popup = nil
    if let row = shell.projections.firstIndex(where: { $0.name == name }) { cursor.row = row }
  }

  /// The same, without the moments and rows of the old log.
  func moved(from old: Shell, to new: Shell) -> ProjectionsScreen {
    var room = ProjectionsScreen()
    (room.focus, room.cursor, room.errorPolicy) = (focus, cursor, errorPolicy)
    room.views = views.mapValues { view in
      var view = view
      (view.at, view.base, view.cursor) = (nil, nil, ListCursor())
      return view
    }
    return room
  }

  // MARK: Settling

  mutating func settle(in shell: Shell) {
    endPreviews(in: shell)
    settleLists(in: shell)
  }
}
