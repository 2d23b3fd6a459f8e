import Rewind
import TextUI

/// What can be done to a projection.
struct RebuildMenu: Hashable, Sendable {
  /// The choices, in order; each has a key of its own.
  static let choices: [Command] = [
    .rebuildOne, .compareFirst, .rebuildAll, .stayLive, .toggleErrorPolicy,
  ]

  /// The choice of a row.
  static func choice(at row: Int?) -> Command? {
    row.map { choices[max(0, min($0, choices.count - 1))] }
  }

  let projection: String
  var cursor = ListCursor()
}

extension ProjectionsScreen {
  /// Does what was chosen in the rebuild menu.
  mutating func choose(_ command: Command, in shell: Shell) -> [Effect] {
    guard case .rebuild(let menu)? = popup else { return [] }
    if command == .toggleErrorPolicy {
      errorPolicy = errorPolicy == .stop ? .park : .stop
      if let row = RebuildMenu.choices.firstIndex(of: command) { popup?.cursor.row = row }
      return []
    }
    popup = nil
    let (name, policy) = (menu.projection, errorPolicy)
    switch command {
    case .rebuildOne:
      return [.project(.rebuild([name], comparing: false, onError: policy))]
    case .compareFirst:
      return [.project(.rebuild([name], comparing: true, onError: policy))]
    case .rebuildAll:
      let all = shell.projections.map(\.name)
      return [.project(.rebuild(all, comparing: false, onError: policy))]
    case .stayLive: return [.project(.run([name], onError: policy))]
    default: return []
    }
  }

  func listPopup(_ menu: RebuildMenu, in shell: Shell) -> ListPopup {
    ListPopup(
      title: "Rebuild\(shell.separator)\(menu.projection)", count: RebuildMenu.choices.count,
      cursor: menu.cursor, isMenu: true)
  }

  func draw(
    _ menu: RebuildMenu, _ number: Int, in area: Rect, _ shell: Shell, on canvas: inout Canvas
  ) {
    let choice = RebuildMenu.choices[number]
    let (name, note) = texts(of: choice, of: menu, in: shell)
    let key = shell.keymap.label(of: choice, in: .rebuildMenu, shell.options.display.glyphs)
    let column = area.origin.column + 1
    let row = area.origin.row
    canvas.write(key, at: Point(column: column, row: row), style: shell.theme.key)
    let used = canvas.write(name, at: Point(column: column + 2, row: row))
    let start = area.size.columns < 60 ? column + used + 4 : column + 23
    let isSwitch = choice == .toggleErrorPolicy
    canvas.write(
      note, at: Point(column: start, row: row), style: isSwitch ? .bold : shell.theme.dimmed,
      limit: area.columnRange.upperBound - 1 - start)
  }

  private func texts(
    of choice: Command, of menu: RebuildMenu, in shell: Shell
  ) -> (name: String, note: String) {
    let status = shell.knowledge.readModels.statuses[menu.projection]
    switch choice {
    case .rebuildOne:
      let unfinished = status?.unfinishedRebuild
      let stopped = unfinished?.position.map { "goes on from \(shell.positionLabel($0))" }
      let note = unfinished?.fault.map { again($0, in: shell) } ?? stopped
      return ("Rebuild", note ?? "beside the old one, then swap them")
    case .compareFirst: return ("Compare first", "rebuild, show what would change, ask")
    case .rebuildAll:
      let all = Format.grouped(shell.projections.count)
      return ("All", "rebuild all \(all), one after the other")
    case .stayLive:
      var note = "catch up, and go on as events come"
      if case .faulted(let fault)? = status?.state { note = again(fault, in: shell) }
      return ("Stay live", note)
    default:
      let note = errorPolicy == .stop ? "stop there" : "park it and go on"
      return ("When an event fails", note)
    }
  }

  /// What to expect of work that goes on at the event that it stopped at.
  private func again(_ fault: ProjectionFault, in shell: Shell) -> String {
    let place = shell.positionLabel(fault.position)
    let key = shell.keymap.label(
      of: .toggleErrorPolicy, in: .rebuildMenu, shell.options.display.glyphs)
    return errorPolicy == .park
      ? "goes on, parks \(place) if it fails"
      : "failed at \(place); \(key) parks it"
  }
}
