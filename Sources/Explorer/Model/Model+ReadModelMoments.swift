import Rewind
import TextUI

extension Model {
  /// Shows the read model as of a moment; answers why that is impossible.
  mutating func showReadModel(at moment: Moment) -> Nowhere? {
    guard let definition else { return Nowhere(text: "there is no projection") }
    projections.popup = nil
    if moment == .end {
      showNow()
      return nil
    }
    switch position(at: moment) {
    case .success(let position):
      let now = knowledge.readModels.position(of: definition.name)
      projections.search = nil
      rowsView.at = position == now ? nil : position
      return nil
    case .failure(let nowhere): return nowhere
    }
  }

  /// Shows the read model as of a position by the number that people see.
  mutating func show(readModelAt number: Int) {
    if let nowhere = showReadModel(at: .position(number)) {
      notice = Notice(text: nowhere.text, isError: true)
    }
  }

  mutating func showNow() {
    rowsView.at = nil
    projections.search = nil
  }

  /// The position that the rows on screen are as of.
  private var shownMoment: Int? {
    guard let definition else { return nil }
    return rowsView.at ?? knowledge.readModels.position(of: definition.name)
  }

  mutating func markReadModelBase() {
    guard let moment = shownMoment else { return }
    rowsView.base = rowsView.base == moment ? nil : moment
  }

  /// Shows what differs between the base and the moment shown.
  mutating func compareMoments() {
    guard let definition, let moment = shownMoment else { return }
    guard let base = rowsView.base else {
      notice = Notice(text: "nothing is marked: m marks the moment shown as the base")
      return
    }
    guard base != moment else {
      notice = Notice(text: "the base is the moment shown: v or t shows another one")
      return
    }
    projections.popup = .comparison(
      ComparisonPopup(projection: definition.name, copies: .positions(base, moment)))
  }

  /// Gives up what takes long: a search among rows, or rows as of a moment that are not there yet.
  ///
  /// False where nothing is waited for. The request itself ends because nothing asks for it any more.
  mutating func cancelReading() -> Bool {
    guard screen == .projections else { return false }
    if projections.search != nil {
      projections.search = nil
      notice = Notice(text: "search cancelled")
      return true
    }
    guard rowsView.at != nil, areRowsOutdated, knowledge.requests.pending[.rows] != nil else {
      return false
    }
    rowsView.at = shownRows?.key.at
    notice = Notice(text: "cancelled: the read model is shown as before")
    return true
  }

  /// Undoes the topmost of what shapes the rows; false where nothing does.
  mutating func undoInProjections() -> Bool {
    if cancelReading() { return true }
    if rowsView.at != nil {
      showNow()
    } else if !rowsView.filter.isEmpty {
      rowsView.filter = ""
      projections.search = nil
    } else {
      return false
    }
    return true
  }
}
