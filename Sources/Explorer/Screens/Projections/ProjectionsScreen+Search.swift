import Rewind
import TextUI

/// What a search looks through: in the rows also those that are not loaded.
extension ProjectionsScreen {
  func searchScope(in shell: Shell) -> Search.Scope? {
    guard keyPanel == .rows else { return textScope(in: shell) }
    guard let rows = shownRows(in: shell), let key = rowsKey(in: shell) else { return nil }
    return Search.Scope(list: .rows(key), edition: rows.generation)
  }

  func searchedPlaces(in shell: Shell) -> Range<Int> {
    keyPanel == .rows
      ? 0..<(shownRows(in: shell)?.page.count ?? 0)
      : 0..<searchTexts(of: keyPanel, in: shell).count
  }

  /// The rows, once those on screen are the ones that are wanted.
  func searchedList(in shell: Shell) -> HitSearch.List? {
    guard keyPanel == .rows, !areRowsOutdated(in: shell), let rows = shownRows(in: shell) else {
      return nil
    }
    let view = view(in: shell)
    return .rows(rows.key.projection, view.query(offset: 0, limit: 0), at: view.at)
  }

  func searchTexts(of panel: Panel, in shell: Shell) -> [String] {
    switch panel {
    case .projections: shell.projections.map(\.name)
    case .deadLetters: shownLetters(in: shell).map { "\($0.keysText) \($0.reason)" }
    case .about: aboutLines(in: shell).map(\.text)
    default: popupTexts(in: shell)
    }
  }

  private func popupTexts(in shell: Shell) -> [String] {
    switch popup {
    case .history(let popup): texts(of: popup, in: shell)
    case .step(let popup): stepLines(popup, in: shell).map { $0.searchText(shell) }
    case .comparison(let popup): texts(of: popup, in: shell)
    case .rebuild, nil: []
    }
  }
}
