import Rewind
import TextUI

/// What a search looks through where all texts of a list are at hand, as in most panels and popups.
extension Room {
  func searchScope(in shell: Shell) -> Search.Scope? { textScope(in: shell) }
  func searchedPlaces(in shell: Shell) -> Range<Int> {
    0..<searchTexts(of: keyPanel, in: shell).count
  }
  func searchedPlace(in shell: Shell) -> Int { cursor(of: keyPanel, in: shell)?.row ?? 0 }
  func searchedPlace(inVisibleRow number: Int, in shell: Shell) -> Int {
    (cursor(of: keyPanel, in: shell)?.top ?? 0) + number
  }
  func searchedPanel(in shell: Shell) -> Panel { keyPanel }
  func searchedList(in shell: Shell) -> HitSearch.List? { nil }
  func passesFilter(_ place: Int) -> Bool { true }
  mutating func goToHit(_ place: Int, in shell: inout Shell) { selectRow(place, in: shell) }

  /// The rows of the panel that keys are for; nil where it has none to move in.
  func textScope(in shell: Shell) -> Search.Scope? {
    cursor(of: keyPanel, in: shell) == nil ? nil : Search.Scope(list: .texts(keyPanel))
  }

  /// Puts the cursor of the panel that keys are for on a row.
  mutating func selectRow(_ row: Int, in shell: Shell) {
    guard var cursor = cursor(of: keyPanel, in: shell) else { return }
    cursor.row = row
    setCursor(cursor, of: keyPanel, in: shell)
    cursorMoved(in: keyPanel, shell)
  }
}
