/// What a key does; what it does it to depends on the focused panel.
enum Command: Hashable, Sendable {
  case down, up, top, bottom, pageDown, pageUp
  case count
  case nextPanel, previousPanel, open, back
  case show(Screen), palette
  case previousLog, nextLog
  case stepBack, stepForward, first, last, goToVersion, goToTime
  case previousChange, nextChange, previousOfType, nextOfType, previousFault, nextFault
  case search, searchNext, searchPrevious, filter, sort
  case markBase, diff, swapBase, changesOnly, asStored
  case editFold
  case fold, unfold, toggleFold, foldAll, unfoldAll
  case placeBack, placeForward
  case copyEvent, copyState, copyValue, copyPath, copyKey, copyID, copyLink, copyRow
  case switchZone, follow, zoom, showMessage, mouse, suspend, redraw, quit, interrupt
  case previousColumn, nextColumn, nextTable, rowHistory, stepProjection, touchedRows, relatives
  case rebuild, cancelWork, retry, retryAll
  case rebuildOne, compareFirst, rebuildAll, stayLive, toggleErrorPolicy
  case swapRebuild, discardRebuild

  /// Whether it moves a cursor within a panel.
  var isMovement: Bool {
    [.down, .up, .top, .bottom, .pageDown, .pageUp].contains(self)
  }
}
