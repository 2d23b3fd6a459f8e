import Rewind
import TextUI

/// What a search looks through: the list of events, unless a tree or a popup takes the keys.
extension EventRoom {
  func searchScope(in shell: Shell) -> Search.Scope? {
    guard isListSearched else { return textScope(in: shell) }
    // What is not read yet cannot be searched whole.
    return list.rows.ahead > 0 ? nil : Search.Scope(list: .events(stream, list.filter))
  }

  private var isListSearched: Bool { touched == nil && focusedTree == nil }

  func searchedPlaces(in shell: Shell) -> Range<Int> {
    isListSearched ? 1..<list.rows.last + 1 : 0..<searchTexts(of: keyPanel, in: shell).count
  }

  func searchedPlace(in shell: Shell) -> Int {
    isListSearched ? list.place : cursor(of: keyPanel, in: shell)?.row ?? 0
  }

  func searchedPlace(inVisibleRow number: Int, in shell: Shell) -> Int {
    guard isListSearched else { return (cursor(of: keyPanel, in: shell)?.top ?? 0) + number }
    let row = list.top + number - (list.showsStart ? 1 : 0)
    return (0..<list.rows.count).contains(row) ? list.rows[row] : 0
  }

  func searchedPanel(in shell: Shell) -> Panel { isListSearched ? Self.listPanel : keyPanel }

  /// The events, once it is known which of them are shown.
  func searchedList(in shell: Shell) -> HitSearch.List? {
    let isFiltering = list.filter != nil && list.rows.examined < list.rows.last
    return isListSearched && !isFiltering ? .events(stream) : nil
  }

  func passesFilter(_ place: Int) -> Bool {
    guard isListSearched, list.filter != nil else { return true }
    let row = list.rows.row(of: place)
    return row >= 0 && list.rows[row] == place
  }

  mutating func goToHit(_ place: Int, in shell: inout Shell) {
    guard isListSearched else { return selectRow(place, in: shell) }
    guard shell.prompt != nil else { return go(to: place, in: &shell) }
    list.place = list.rows.clamped(place)
  }

  func searchTexts(of panel: Panel, in shell: Shell) -> [String] {
    panel == .touchedRows
      ? touchedLines(in: shell).map { $0.searchText(shell) }
      : focusedTree?.rows.map(\.line.searchText) ?? []
  }
}

extension StepLine {
  /// What a search looks at.
  func searchText(_ shell: Shell) -> String {
    "\(projection) \(key) \(texts(shell).map(\.text).joined())"
  }
}

extension TreeLine {
  /// What a search looks at.
  fileprivate var searchText: String {
    switch content {
    case .value(let text), .text(let text, _): "\(key) \(text)"
    case .id(let id, let tail): "\(key) \(id) \(tail)"
    case .change(let old, let new): "\(key) \(old) \(new)"
    case .parent, .header: key
    }
  }
}
