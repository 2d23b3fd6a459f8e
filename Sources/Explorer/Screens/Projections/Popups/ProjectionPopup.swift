import Rewind
import TextUI

/// What stands over the Projections screen.
enum ProjectionPopup: Hashable, Sendable {
  /// What to do to a projection.
  case rebuild(RebuildMenu)
  /// The events that made a row.
  case history(RowHistoryPopup)
  /// The next event that a projection takes.
  case step(StepPopup)
  /// How two copies of a read model differ.
  case comparison(ComparisonPopup)

  /// The panel of its keys.
  var panel: Panel {
    switch self {
    case .rebuild: .rebuildMenu
    case .history: .rowHistory
    case .step: .step
    case .comparison(let popup): popup.copies == .rebuild ? .comparison : .difference
    }
  }

  /// The projection that it is about.
  var projection: String {
    switch self {
    case .rebuild(let menu): menu.projection
    case .history(let popup): popup.projection
    case .step(let popup): popup.projection
    case .comparison(let popup): popup.projection
    }
  }

  /// Whether it asks what is to become of a rebuild that is ready.
  var isOfRebuild: Bool { panel == .comparison }

  /// What it shows, to be asked for; nil where it knows all.
  var question: Question? {
    switch self {
    case .rebuild: nil
    case .history(let popup):
      .rowHistory(popup.projection, key: popup.key, through: popup.through)
    case .step(let popup): .step(popup.projection, after: popup.after, ofKey: popup.key)
    case .comparison(let popup):
      .comparison(popup.projection, popup.copies, limit: ComparisonPopup.limit)
    }
  }

  /// What is asked besides, once its list is there: since when the rows differ.
  var startsQuestion: Question? {
    guard case .comparison(let popup) = self, popup.copies == .rebuild else { return nil }
    return .differenceStarts(popup.projection, limit: ComparisonPopup.limit)
  }

  /// The selected row.
  var cursor: ListCursor {
    get {
      switch self {
      case .rebuild(let menu): menu.cursor
      case .history(let popup): popup.cursor
      case .step(let popup): popup.cursor
      case .comparison(let popup): popup.cursor
      }
    }
    set {
      switch self {
      case .rebuild(var menu):
        menu.cursor = newValue
        self = .rebuild(menu)
      case .history(var popup):
        popup.cursor = newValue
        self = .history(popup)
      case .step(var popup):
        popup.cursor = newValue
        self = .step(popup)
      case .comparison(var popup):
        popup.cursor = newValue
        self = .comparison(popup)
      }
    }
  }
}

extension ProjectionsScreen {
  /// How many rows the popup has to move in.
  func popupRowCount(in shell: Shell) -> Int {
    switch popup {
    case .rebuild: RebuildMenu.choices.count
    case .history: shownSteps(in: shell)?.count ?? 0
    case .step(let popup): stepLines(popup, in: shell).count
    case .comparison: shownComparison(in: shell)?.differences.count ?? 0
    case nil: 0
    }
  }

  /// Whether what the popup shows is known.
  func isPopupKnown(in shell: Shell) -> Bool {
    shownSteps(in: shell) != nil || shownComparison(in: shell) != nil || shownStep(in: shell) != nil
  }

  mutating func closePopup(in shell: inout Shell) {
    if case .comparison(let comparison)? = popup, comparison.copies == .rebuild,
      shell.knowledge.readModels.ready.contains(comparison.projection)
    {
      shell.sayReady(comparison.projection)
    }
    popup = nil
  }

  /// What the popup looks like; nil where there is none.
  func listPopup(in shell: Shell) -> ListPopup? {
    switch popup {
    case .rebuild(let menu): listPopup(menu, in: shell)
    case .history(let popup): listPopup(popup, in: shell)
    case .step(let popup): listPopup(popup, in: shell)
    case .comparison(let popup): listPopup(popup, in: shell)
    case nil: nil
    }
  }

  func drawPopup(in shell: Shell, on canvas: inout Canvas) {
    guard let popup, let list = listPopup(in: shell) else { return }
    list.draw(in: shell.layout, shell.theme, on: &canvas) { number, row, canvas in
      switch popup {
      case .rebuild(let menu): draw(menu, number, in: row, shell, on: &canvas)
      case .history(let popup): draw(popup, number, in: row, shell, on: &canvas)
      case .step(let popup): draw(popup, number, in: row, shell, on: &canvas)
      case .comparison(let popup): draw(popup, number, in: row, shell, on: &canvas)
      }
    }
  }

  /// Why what a popup shows could not be read; nil where it could, or is being read.
  func failure(of question: Question, in shell: Shell) -> String? {
    guard shell.knowledge.requests.failed[question.lane] == question else { return nil }
    return shell.knowledge.readModels.failures[question.lane]
  }
}
