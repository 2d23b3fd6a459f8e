import Rewind
import TextUI

/// Projections by scripts, which come, change and go while the screen is open.
extension ProjectionsScreen {
  /// The selection stays on its projection; what stands over one that is gone, or asks about a rebuild by its old
  /// definition, is closed.
  ///
  /// Of the selected one, the rows are shown as its changed script makes them.
  mutating func projectionsListed(
    before: [ListedProjection], isShown: Bool, in shell: Shell
  ) -> String? {
    let old = before.indices.contains(cursor.row) ? before[cursor.row] : nil
    if let row = shell.projections.firstIndex(where: { $0.name == old?.name }) { cursor.row = row }
    for name in views.keys {
      let tables = shell.definition(named: name)?.tables.count ?? 1
      if let table = views[name]?.table, table >= tables { views[name]?.show(table: 0) }
    }
    closeVoidPopup(in: shell)
    guard isShown, let old, let new = selected(in: shell), new.name == old.name,
      old.isRedefined(by: new)
    else { return nil }
    return preview(new.name, in: shell) ? new.name : nil
  }

  private mutating func closeVoidPopup(in shell: Shell) {
    guard let popup else { return }
    let isVoid = popup.isOfRebuild && !shell.knowledge.readModels.ready.contains(popup.projection)
    let isGone = !shell.projections.contains { $0.name == popup.projection }
    if isVoid || isGone { self.popup = nil }
  }

  /// Shows the rows of the selected projection as its script makes them now, as of the same moment; false where there
  /// is no read model to hold them against, or a person looks at another moment.
  private mutating func preview(_ projection: String, in shell: Shell) -> Bool {
    let models = shell.knowledge.readModels
    let view = view(in: shell)
    guard models.isBuilt(projection) == true, view.at == nil || view.previewed != nil,
      let position = models.position(of: projection), position > 0
    else { return false }
    changeView(in: shell) {
      $0.preview(at: position, generation: models.generation(of: projection))
    }
    return true
  }

  /// Shows read models as they are where something was done to them since their scripts were changed.
  mutating func endPreviews(in shell: Shell) {
    for (name, view) in views {
      guard let generation = view.previewed,
        generation != shell.knowledge.readModels.generation(of: name)
      else { continue }
      views[name]?.at = nil
    }
  }
}
