import Rewind
import TextUI

extension Model {
  /// Does what a key is for; `count` is the number typed before it.
  mutating func perform(_ command: Command, count: Int?) -> [Effect] {
    switch command {
    case .down, .up, .top, .bottom, .pageDown, .pageUp: move(command, count: count)
    case .count: break
    case .nextPanel: focusPanel(count: count, step: 1)
    case .previousPanel: focusPanel(count: count, step: -1)
    case .open: return openSelected()
    case .back: return undoTopmost()
    case .showStreams: show(.streams)
    case .showLog: show(.log)
    case .showProjections: show(.projections)
    case .showRoots: toggleRoots()
    case .previousRoot: goToRoot(besides: -1, count: count)
    case .nextRoot: goToRoot(besides: 1, count: count)
    case .help: toggleHelp()
    case .showMessage: showMessage()
    case .palette: ask(.palette)
    case .goToVersion:
      guard screen == .projections else {
        if let count { goToShown(count) } else { ask(.version) }
        break
      }
      if let count { show(readModelAt: count) } else { ask(.position) }
    case .goToTime: ask(.time)
    case .stepBack: step(-(count ?? 1))
    case .stepForward: step(count ?? 1)
    case .first: go(to: screen == .log ? 1 : 0)
    case .last: if screen == .projections { showNow() } else { goToLast() }
    case .previousChange: return lookForChange(.backward, count: count)
    case .nextChange: return lookForChange(.forward, count: count)
    case .previousOfType: return lookForType(.backward, count: count)
    case .nextOfType: return lookForType(.forward, count: count)
    case .previousFault: return lookForFault(.backward, count: count)
    case .nextFault: return lookForFault(.forward, count: count)
    case .search: ask(.search)
    case .searchNext: return lookForText(.forward, count: count)
    case .searchPrevious: return lookForText(.backward, count: count)
    case .filter: ask(.filter)
    case .sort:
      if screen == .projections { return sortRows() }
      sort()
    case .markBase: if screen == .projections { markReadModelBase() } else { markBase() }
    case .diff: if screen == .projections { compareMoments() } else { toggleDiff() }
    case .swapBase: swapBase()
    case .changesOnly: stream?.state.changesOnly.toggle()
    case .asStored: toggleStored()
    case .fold: tree?.fold()
    case .unfold: tree?.unfold()
    case .toggleFold: tree?.toggleFold()
    case .foldAll: tree?.folding.setAll(folded: true)
    case .unfoldAll: tree?.folding.setAll(folded: false)
    case .placeBack: comeBack(to: places.back(from: place), or: "no place before this one")
    case .placeForward: comeBack(to: places.forward(from: place), or: "no place after this one")
    case .copyEvent, .copyState, .copyValue, .copyPath, .copyKey, .copyID, .copyLink, .copyRow:
      return copy(command)
    case .previousColumn: moveColumn(-(count ?? 1))
    case .nextColumn: moveColumn(count ?? 1)
    case .nextTable: showNextTable()
    case .rowHistory: showHistory()
    case .rebuild: askForRebuild()
    case .rebuildOne, .compareFirst, .rebuildAll, .stayLive, .toggleErrorPolicy:
      return choose(command)
    case .cancelWork: return cancelWork()
    case .retry: return retry(all: false)
    case .retryAll: return retry(all: true)
    case .swapRebuild: return settleRebuild(swapping: true)
    case .discardRebuild: return settleRebuild(swapping: false)
    case .follow: follow()
    case .zoom: isZoomed.toggle()
    case .mouse:
      isMouseOn.toggle()
      notice = Notice(text: isMouseOn ? "mouse on" : "mouse off: the terminal selects text")
      return [.setMouse(isMouseOn)]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .interrupt: return interrupt()
    case .quit: return quit()
    }
    return []
  }

  /// Shows events of an old schema as they are stored, or as they are folded today.
  private mutating func toggleStored() {
    guard readEvent?.isLifted == true else {
      notice = Notice(text: "the event has no other form than the stored one")
      return
    }
    showsStored.toggle()
  }

  /// Shows what was said last, whole, or what is wrong with the log that is looked at.
  private mutating func showMessage() {
    guard let message = wrongWithLog.map({ Notice(text: $0, isError: true) }) ?? lastNotice else {
      notice = Notice(text: "nothing was said yet")
      return
    }
    popup = ValuePopup(
      title: message.isError ? "Error" : "Message",
      parts: [.init(text: message.text, isProse: true)], copy: message.text)
  }

  /// Closes what is open, or ends.
  private mutating func quit() -> [Effect] {
    if popup != nil {
      popup = nil
      return []
    }
    if screen == .projections, projections.popup != nil {
      closeProjectionPopup()
      return []
    }
    if screen == .help {
      toggleHelp()
      return []
    }
    return [.quit]
  }

  /// Cancels a search or rebuilds; ends when nothing is to be cancelled.
  private mutating func interrupt() -> [Effect] {
    if let cancel = knowledge.requests.cancel(.find) {
      notice = Notice(text: "search cancelled")
      return [cancel]
    }
    if cancelReading() { return [] }
    let rebuilds = knowledge.readModels.rebuilding
    guard !rebuilds.isEmpty else { return [.quit] }
    notice = Notice(text: "cancelling \(rebuilds.joined(separator: ", "))")
    return rebuilds.map { .project(.cancel($0)) }
  }

  /// What Esc does: undoes the topmost thing, never more.
  mutating func undoTopmost() -> [Effect] {
    if count != nil || !prefix.isEmpty {
      (count, prefix) = (nil, [])
    } else if popup != nil {
      popup = nil
    } else if screen == .projections, projections.popup != nil {
      closeProjectionPopup()
    } else if let cancel = knowledge.requests.cancel(.find) {
      notice = Notice(text: "search cancelled")
      return [cancel]
    } else if screen == .projections, undoInProjections() {
      return []
    } else if screen == .stream, stream?.isDiffing == true {
      stream?.isDiffing = false
    } else if events?.filter != nil {
      events?.setFilter(nil)
    } else if screen == .streams, !streams.query.filter.isEmpty {
      streams.query.filter = ""
    } else if isZoomed, screen != .roots {
      isZoomed = false
    } else {
      back()
    }
    return []
  }

  private mutating func back() {
    switch screen {
    case .roots: notice = Notice(text: "B goes back to \(options.logName), q quits")
    case .streams:
      if siblings.areSeveral { toggleRoots() } else { notice = Notice(text: "q quits") }
    case .stream: leave(for: stream?.origin ?? .streams)
    case .log: leave(for: log.origin)
    case .projections: leave(for: .streams)
    case .help: toggleHelp()
    }
  }

  private mutating func focusPanel(count: Int?, step: Int) {
    let panels = screen.panels
    guard let current = panels.firstIndex(of: screenPanel) else { return }
    let target =
      count.map { min($0, panels.count) - 1 }
      ?? (current + step + panels.count) % panels.count
    focus(panels[target])
  }

  mutating func focus(_ panel: Panel) {
    switch panel.screen {
    case .streams: streams.focus = panel
    case .stream: stream?.focus = panel
    case .log: log.focus = panel
    case .projections: projections.focus = panel
    case .roots, .help, nil: break
    }
  }

  private mutating func sort() {
    let order: [StreamSort] = [.name, .events, .recent]
    let next = (order.firstIndex(of: streams.query.sort) ?? 0) + 1
    streams.query.sort = order[next % order.count]
  }

  private mutating func follow() {
    isFollowing.toggle()
    guard isFollowing else { return }
    switch screen {
    case .streams:
      streams.query.sort = .recent
      streams.cursor.row = 0
    case .stream, .log: goToLast()
    case .roots, .projections, .help: break
    }
  }
}
