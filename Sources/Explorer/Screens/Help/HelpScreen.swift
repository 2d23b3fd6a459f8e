import Rewind
import TextUI

/// Every key, and what the signs on the screens mean.
struct HelpScreen: Room {
  static let panels: [Panel] = [.help]

  var focus = Panel.help
  private(set) var cursor = ListCursor()

  init() {}

  func layOut(_ body: Rect, in shell: Shell) -> [Panel: Rect] { [.help: body] }

  func cursor(of panel: Panel, in shell: Shell) -> ListCursor? { cursor }

  mutating func setCursor(_ cursor: ListCursor, of panel: Panel, in shell: Shell) {
    self.cursor = cursor
  }

  func rowCount(of panel: Panel, in shell: Shell) -> Int { lines(in: shell).count }

  func searchTexts(of panel: Panel, in shell: Shell) -> [String] { lines(in: shell).map(\.text) }

  mutating func perform(_ command: Command, count: Int?, in shell: inout Shell) -> [Effect]? { nil }

  mutating func enter(_ place: Place, comesBack: Bool, in shell: inout Shell) {
    if !comesBack { self = HelpScreen() }
  }

  func place(in shell: Shell) -> Place { .screen(.help) }

  func heading(in shell: Shell) -> Heading { Heading(trail: ["help"]) }
}
