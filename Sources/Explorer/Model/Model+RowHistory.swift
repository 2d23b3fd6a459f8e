import Rewind
import TextUI

extension Model {
  /// Shows the events that made the selected row.
  mutating func showHistory() {
    guard let definition, let row = selectedRow, let key = row.first else { return }
    guard definition.tables[rowsView.table].kind == .states else {
      notice = Notice(text: "one event made this entry; Enter goes to it")
      return
    }
    knowledge.readModels.history = nil
    projections.popup = .history(
      RowHistoryPopup(
        projection: definition.name, key: key.description, through: shownRows?.key.at))
  }

  /// The steps of the history that is shown; nil until they are known.
  var shownSteps: [RowStep]? {
    guard let told = knowledge.readModels.history, told.question == projections.popup?.question
    else { return nil }
    return told.value
  }

  var selectedStep: RowStep? {
    guard let steps = shownSteps, let row = projections.popup?.cursor.row else { return nil }
    return steps.indices.contains(row) ? steps[row] : nil
  }

  /// The comparison that is shown; nil until it is known.
  var shownComparison: ReadModelComparison? {
    guard let told = knowledge.readModels.comparison, told.question == projections.popup?.question
    else { return nil }
    return told.value
  }

  var selectedDifference: ReadModelComparison.Difference? {
    guard let differences = shownComparison?.differences, let row = projections.popup?.cursor.row
    else { return nil }
    return differences.indices.contains(row) ? differences[row] : nil
  }

  /// How many rows the popup has to move in.
  var popupRowCount: Int {
    switch projections.popup {
    case .rebuild: RebuildMenu.choices.count
    case .history: shownSteps?.count ?? 0
    case .comparison: shownComparison?.differences.count ?? 0
    case nil: 0
    }
  }
}
