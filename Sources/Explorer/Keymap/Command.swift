/// What a key does; what it does it to depends on the focused panel.
enum Command: Hashable, Sendable, CaseIterable {
  case down, up, top, bottom, pageDown, pageUp
  case count
  case nextPanel, previousPanel, open, back
  case showStreams, showLog, showProjections, palette
  case showRoots, previousRoot, nextRoot
  case stepBack, stepForward, first, last, goToVersion, goToTime
  case previousChange, nextChange, previousOfType, nextOfType, previousFault, nextFault
  case search, searchNext, searchPrevious, filter, sort
  case markBase, diff, swapBase, changesOnly, asStored
  case fold, unfold, toggleFold, foldAll, unfoldAll
  case placeBack, placeForward
  case copyEvent, copyState, copyValue, copyPath, copyKey, copyID, copyLink, copyRow
  case follow, zoom, help, showMessage, mouse, suspend, redraw, quit, interrupt
  case previousColumn, nextColumn, nextTable, rowHistory
  case rebuild, cancelWork, retry, retryAll
  case rebuildOne, compareFirst, rebuildAll, stayLive, toggleErrorPolicy
  case swapRebuild, discardRebuild
}
