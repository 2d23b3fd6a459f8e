import Rewind
import TextUI

extension Model {
  /// What the row above the bottom says of rows that take long, and of rebuilds seen from elsewhere.
  var readingReadModels: [StyledText] {
    var texts: [StyledText] = []
    let requests = knowledge.requests
    func part(_ lane: Lane) -> String {
      requests.progress[lane].map { " \(percentage($0))" } ?? ""
    }
    if screen == .projections {
      if projections.search != nil {
        texts.append("searching, Esc cancels")
      } else if let at = rowsView.at, requests.pending[.rows] != nil, areRowsOutdated {
        texts.append(
          StyledText("reading as of \(positionLabel(at))\(part(.rows)), Esc cancels"))
      }
      for (lane, what) in [(Lane.rowHistory, "the history"), (.comparison, "the differences")]
      where requests.pending[lane] != nil {
        texts.append(StyledText("reading \(what)\(part(lane)), Esc cancels"))
      }
    }
    if layout.panels[.projections] == nil {
      for definition in options.projections {
        guard case .progress(let progress)? = knowledge.readModels.work[definition.name],
          progress.phase != .live
        else { continue }
        texts.append(
          StyledText(
            "\(definition.name) \(percentage(progress.fraction))", style: theme.busy))
      }
    }
    return texts
  }

  /// Whether a key's command has something to work on now, for the row of hints.
  func isUseful(_ command: Command) -> Bool {
    if command == .showMessage { return isNoticeCut }
    if command == .asStored { return readEvent?.isLifted == true }
    guard screen == .projections else { return true }
    return switch command {
    case .cancelWork: definition.map { knowledge.readModels.isAtWork($0.name) } ?? false
    case .retry, .retryAll: !shownLetters.isEmpty
    case .nextTable: (definition?.tables.count ?? 0) > 1
    case .rowHistory: shownTable?.kind == .states && selectedRow != nil
    case .diff: rowsView.base != nil
    case .open where panel == .about: isTroubled
    case .open where panel == .deadLetters: !shownLetters.isEmpty
    case .open where panel == .rows: selectedRow != nil
    default: true
    }
  }
}
