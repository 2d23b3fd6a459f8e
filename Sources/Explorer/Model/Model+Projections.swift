import Rewind
import TextUI

extension Model {
  /// The projection that is selected; nil where there is none.
  var definition: ProjectionDefinition? {
    let row = projections.cursor.row
    return options.projections.indices.contains(row) ? options.projections[row] : nil
  }

  func definition(named name: String) -> ProjectionDefinition? {
    options.projections.first { $0.name == name }
  }

  mutating func select(projection name: String?) {
    projections.popup = nil
    projections.search = nil
    if let row = options.projections.firstIndex(where: { $0.name == name }) {
      projections.cursor.row = row
    }
  }

  /// How the selected projection's read model is shown.
  var rowsView: RowsView {
    get { definition.flatMap { projections.views[$0.name] } ?? RowsView() }
    set { if let name = definition?.name { projections.views[name] = newValue } }
  }

  // MARK: Work

  /// Asks what to do; where a rebuild waits to be looked at, that comes first.
  mutating func askForRebuild() {
    guard let name = definition?.name else {
      notice = Notice(text: "there is no projection")
      return
    }
    if knowledge.readModels.ready.contains(name) {
      compareRebuild(of: name)
    } else {
      projections.popup = .rebuild(RebuildMenu(projection: name))
    }
  }

  /// Does what was chosen in the rebuild menu.
  mutating func choose(_ command: Command) -> [Effect] {
    guard case .rebuild(let menu)? = projections.popup else { return [] }
    let policy = projections.errorPolicy
    if command == .toggleErrorPolicy {
      projections.errorPolicy = policy == .stop ? .park : .stop
      if let row = RebuildMenu.choices.firstIndex(of: command) {
        projections.popup?.cursor.row = row
      }
      return []
    }
    projections.popup = nil
    let name = menu.projection
    switch command {
    case .rebuildOne:
      return [.project(.rebuild([name], comparing: false, onError: policy))]
    case .compareFirst:
      return [.project(.rebuild([name], comparing: true, onError: policy))]
    case .rebuildAll:
      let all = options.projections.map(\.name)
      return [.project(.rebuild(all, comparing: false, onError: policy))]
    case .stayLive: return [.project(.run([name], onError: policy))]
    default: return []
    }
  }

  mutating func cancelWork() -> [Effect] {
    guard let name = definition?.name, knowledge.readModels.isAtWork(name) else {
      notice = Notice(text: "nothing is being done to this projection")
      return []
    }
    notice = Notice(text: "cancelling \(name)")
    return [.project(.cancel(name))]
  }

  /// Takes dead letters in: all of them, or those of the partition of the selected one.
  mutating func retry(all: Bool) -> [Effect] {
    guard let name = definition?.name,
      !all || (knowledge.readModels.statuses[name]?.parked ?? 0) > 0
    else {
      notice = Notice(text: "no dead letters to retry")
      return []
    }
    if all { return [.project(.retry(name, key: nil))] }
    guard let letter = selectedLetter else {
      notice = Notice(text: "no dead letters to retry")
      return []
    }
    guard let key = letter.key else {
      notice = Notice(text: "a damaged line belongs to no key: Ctrl-r retries all")
      return []
    }
    return [.project(.retry(name, key: key))]
  }

  /// Decides on the rebuild that is compared.
  mutating func settleRebuild(swapping: Bool) -> [Effect] {
    guard case .comparison(let comparison)? = projections.popup, comparison.copies == .rebuild
    else { return [] }
    projections.popup = nil
    let name = comparison.projection
    return [.project(swapping ? .swap(name) : .discard(name))]
  }

  /// Closes what stands over the screen, without deciding anything.
  mutating func closeProjectionPopup() {
    if case .comparison(let comparison)? = projections.popup, comparison.copies == .rebuild,
      knowledge.readModels.ready.contains(comparison.projection)
    {
      notice = Notice(text: readyText(comparison.projection))
    }
    projections.popup = nil
  }

  // MARK: Dead letters

  /// The dead letters of the selected projection that are loaded.
  var shownLetters: [DeadLetter] {
    guard let letters = knowledge.readModels.letters, letters.projection == definition?.name else {
      return []
    }
    return letters.letters
  }

  var selectedLetter: DeadLetter? {
    let letters = shownLetters
    let row = projections.letters.row
    return letters.indices.contains(row) ? letters[row] : nil
  }

  // MARK: Settling

  /// Brings the cursors of the Projections screen into sight.
  mutating func settleProjections(_ layout: Layout) {
    projections.cursor.settle(
      count: options.projections.count, height: layout.height(.projections))
    let isBuilt = definition.map { knowledge.readModels.isBuilt($0.name) == true } ?? false
    if screen != .projections || rowsView.at == nil && !isBuilt { projections.search = nil }
    guard screen == .projections else { return }
    projections.letters.settle(count: letterCount, height: layout.height(.deadLetters))
    projections.about.settle(count: aboutLines.count, height: layout.height(.about))
    if let rows = shownRows {
      let isCurrent = rows.key == rowsKey
      let count = isCurrent ? rows.page.count : max(rows.page.count, rowsView.cursor.row + 1)
      var view = rowsView
      view.cursor.settle(count: count, height: visibleRows)
      if view != rowsView { rowsView = view }
    }
    let count = popupRowCount
    if let popup = projections.popup, count > 0 {
      var cursor = popup.cursor
      cursor.settle(count: count, height: popupHeight)
      projections.popup?.cursor = cursor
    }
  }
}

extension ReadModels {
  /// Whether there is work that can be cancelled.
  func isAtWork(_ projection: String) -> Bool {
    if work[projection] != nil { return true }
    guard let status = statuses[projection], status.process == nil else { return false }
    return status.state == .rebuilding || status.state == .running
  }
}
