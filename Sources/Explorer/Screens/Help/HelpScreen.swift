import Rewind
import TextUI

/// Every key, and what the signs on the screens mean.
struct HelpScreen: Room {
  static let panels: [Panel] = [.help]

  var focus = Panel.help
  private(set) var cursor = ListCursor()
  /// What is listed, broken into lines of so many columns.
  private(set) var lines: [HelpLine] = []
  private var columns = 0

  init() {}

  func layOut(_ body: Rect, in shell: Shell) -> [Panel: Rect] { [.help: body] }

  func cursor(of panel: Panel, in shell: Shell) -> ListCursor? { cursor }

  mutating func setCursor(_ cursor: ListCursor, of panel: Panel, in shell: Shell) {
    self.cursor = cursor
  }

  func rowCount(of panel: Panel, in shell: Shell) -> Int { lines.count }

  func searchTexts(of panel: Panel, in shell: Shell) -> [String] { lines.map(\.text) }

  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell) {
    if !comesBack { self = HelpScreen() }
  }

  func place(in shell: Shell) -> Place { .screen(.help) }

  mutating func settle(in shell: Shell) {
    let columns = max(20, shell.layout.inside(.help).size.columns - 2)
    if columns != self.columns {
      self.columns = columns
      lines = Self.lines(columns: columns, in: shell)
    }
    settleLists(in: shell)
  }

  func heading(in shell: Shell) -> Heading { Heading(trail: ["help"]) }
}
