import Rewind
import TextUI

extension Model {
  func draw(
    _ choice: Command, of menu: RebuildMenu, in inside: Rect, on canvas: inout Canvas
  ) {
    let row = inside.origin.row
    let stopped = knowledge.readModels.statuses[menu.projection]?.interruptedAt
    let all = Spelling.grouped(options.projections.count)
    let (key, name, note): (String, String, String) =
      switch choice {
      case .rebuildOne:
        (
          "r", "Rebuild",
          stopped.map { "goes on from \(positionLabel($0))" }
            ?? "beside the old one, then swap them"
        )
      case .compareFirst: ("c", "Compare first", "rebuild, show what would change, ask")
      case .rebuildAll: ("a", "All", "rebuild all \(all), one after the other")
      case .stayLive: ("s", "Stay live", "catch up, and go on as events come")
      default:
        (
          "w", "When an event fails",
          projections.errorPolicy == .stop ? "stop there" : "park it and go on"
        )
      }
    let column = inside.origin.column + 1
    canvas.write(key, at: Point(column: column, row: row), style: theme.key)
    let used = canvas.write(name, at: Point(column: column + 2, row: row))
    let start = inside.size.columns < 60 ? column + used + 4 : column + 23
    let isSwitch = choice == .toggleErrorPolicy
    canvas.write(
      note, at: Point(column: start, row: row), style: isSwitch ? .bold : theme.dimmed,
      limit: inside.columnRange.upperBound - 1 - start)
  }
}
