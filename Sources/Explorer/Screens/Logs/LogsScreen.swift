import Rewind
import TextUI

/// The logs that are open, and the details of the selected one.
struct LogsScreen: Room {
  static let panels: [Panel] = [.logs]

  var focus = Panel.logs
  private(set) var cursor = ListCursor()

  init() {}

  static func helpNotes(glyphs: GlyphSet) -> [HelpNote] {
    [
      HelpNote(
        title: "Logs",
        texts: [
          "Each log that is named is one of its own, with its own places, its own progress and its own projections; what goes wrong with one stops no other.",
          "Files that make one log together are named by a folder, by a quoted pattern, or with -l before each.",
        ])
    ]
  }

  /// The logs, no taller than they need, and below them the details of one.
  func layOut(_ body: Rect, in shell: Shell) -> [Panel: Rect] {
    let logs = max(5, shell.logs.names.count) + 2
    return [.logs: body.split(lower: max(body.size.rows * 2 / 5, body.size.rows - logs)).upper]
  }

  func cursor(of panel: Panel, in shell: Shell) -> ListCursor? { cursor }

  mutating func setCursor(_ cursor: ListCursor, of panel: Panel, in shell: Shell) {
    self.cursor = cursor
  }

  func rowCount(of panel: Panel, in shell: Shell) -> Int { shell.logs.names.count }

  func searchTexts(of panel: Panel, in shell: Shell) -> [String] { shell.logs.names }

  /// The log under the cursor.
  func selected(in shell: Shell) -> OpenLog? {
    shell.logs.all.indices.contains(cursor.row) ? shell.logs.all[cursor.row] : nil
  }

  mutating func perform(_ command: Command, count: Int?, in shell: inout Shell) -> [Effect]? {
    switch command {
    case .open: shell.logSwitch = LogSwitch(log: cursor.row)
    case .show(let screen) where screen != .logs:
      shell.logSwitch = LogSwitch(log: cursor.row, screen: screen)
    case .showMessage:
      let wrong = selected(in: shell)?.wrong
      shell.show(wrong.map { Notice(text: $0.line, isError: true) } ?? shell.lastNotice)
    default: return nil
    }
    return []
  }

  func place(in shell: Shell) -> Place { .screen(.logs) }

  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell) {
    if !comesBack { cursor.row = shell.logs.own }
  }

  func moved(from old: Shell, to new: Shell) -> LogsScreen { self }

  func heading(in shell: Shell) -> Heading {
    let events = shell.logs.all.reduce(0) { $0 + $1.index.eventCount - $1.damaged }
    return Heading(
      trail: ["logs"],
      moment: Format.count(shell.logs.names.count, "log") + shell.separator
        + Format.count(events, "event"),
      isOfLog: false)
  }
}
