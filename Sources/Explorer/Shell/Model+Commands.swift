import Rewind
import TextUI

extension Model {
  /// Does what a key is for; `count` is the number typed before it.
  ///
  /// A value that is shown whole takes its keys first, then the room; what is left is the shell's.
  mutating func perform(_ command: Command, count: Int?) -> [Effect] {
    if shell.value != nil {
      if command.isMovement {
        shell.value?.move(command, count: count, in: shell.layout)
        return []
      }
    } else if let effects = inRoom({ $0.perform(command, count: count, in: &$1) }) {
      return effects
    }
    switch command {
    case .nextPanel: focusPanel(count: count, step: 1)
    case .previousPanel: focusPanel(count: count, step: -1)
    case .back: return undoTopmost()
    case .show(let screen): show(screen)
    case .previousLog: goToLog(besides: -1, count: count)
    case .nextLog: goToLog(besides: 1, count: count)
    case .showMessage: showMessage()
    case .palette: openPalette()
    case .goToTime: shell.prompt = Prompt(.time)
    case .search:
      shell.prompt = Prompt(.search, before: (room, shell.search))
    case .filter:
      shell.prompt = Prompt(
        .filter, replacing: room.filter(in: shell), before: (room, shell.search))
    case .searchNext: return search(.forward, count: count)
    case .searchPrevious: return search(.backward, count: count)
    case .placeBack:
      comeBack(to: shell.places.back(from: place), or: "no place before this one")
    case .placeForward:
      comeBack(to: shell.places.forward(from: place), or: "no place after this one")
    case .copyEvent, .copyState, .copyValue, .copyPath, .copyKey, .copyID, .copyLink, .copyRow:
      return copy(command)
    case .zoom: isZoomed.toggle()
    case .switchZone: switchZone()
    case .mouse:
      isMouseOn.toggle()
      shell.say(isMouseOn ? "mouse on" : "mouse off: the terminal selects text")
      return [.setMouse(isMouseOn)]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .interrupt: return interrupt()
    case .quit: return quit()
    default:
      if command.isMovement { inRoom { $0.moveList(command, count: count, in: $1) } }
    }
    return []
  }

  /// Shows and reads times in UTC, or again in local time.
  private mutating func switchZone() {
    let zone: TimeZoneChoice = shell.options.display.zone == .utc ? .local : .utc
    shell.options.display.zone = zone
    let local = "local time, \(shell.zoneName)"
    shell.say("times are in \(zone == .utc ? "UTC" : local)")
  }

  /// Hands out what a `y` key names.
  private mutating func copy(_ command: Command) -> [Effect] {
    var copied = room.copied(command, in: shell)
    if let value = shell.value { copied = Copied(what: "value", text: value.copy) }
    guard let copied else {
      shell.say("nothing to copy here")
      return []
    }
    return [.copy(copied.text, what: copied.what)]
  }

  /// Shows whole what was said last, or why there is no log to look at.
  private mutating func showMessage() {
    let reason = shell.knowledge.unopened.map { Notice(text: $0.line, isError: true) }
    shell.show(reason ?? shell.lastNotice)
  }

  private mutating func focusPanel(count: Int?, step: Int) {
    let panels = screen.panels
    guard let current = panels.firstIndex(of: room.focus) else { return }
    let target =
      count.map { min($0, panels.count) - 1 }
      ?? (current + step + panels.count) % panels.count
    inRoom { room, _ in room.focus = panels[target] }
  }

  // MARK: Closing and undoing

  /// Closes what is open, or ends.
  private mutating func quit() -> [Effect] {
    if shell.value != nil {
      shell.value = nil
    } else if room.popupPanel != nil {
      inRoom { $0.closePopup(in: &$1) }
    } else if screen == .help {
      show(.help)
    } else {
      return [.quit]
    }
    return []
  }

  /// Cancels a search or rebuilds; ends when nothing is to be cancelled.
  private mutating func interrupt() -> [Effect] {
    if let cancels = cancelSearch() { return cancels }
    if inRoom({ $0.cancel(in: &$1) }) { return [] }
    let rebuilds = shell.knowledge.readModels.rebuilding
    guard !rebuilds.isEmpty else { return [.quit] }
    shell.say("cancelling \(rebuilds.joined(separator: ", "))")
    return rebuilds.map { .project(.cancel($0)) }
  }

  /// Gives up a search that is going on; nil where none is.
  private mutating func cancelSearch() -> [Effect]? {
    let isGoing = shell.search?.hits.isWhole == false
    let cancels = [.find, .hits].compactMap { shell.knowledge.requests.cancel($0) }
    guard isGoing || !cancels.isEmpty else { return nil }
    if isGoing { shell.search = nil }
    // What a link led to is not gone to any more.
    shell.followsLink = false
    shell.say("search cancelled")
    return cancels
  }

  /// What Esc does: undoes the topmost thing, never more.
  mutating func undoTopmost() -> [Effect] {
    if count != nil || !prefix.isEmpty {
      (count, prefix) = (nil, [])
    } else if shell.value != nil {
      shell.value = nil
    } else if room.popupPanel != nil {
      inRoom { $0.closePopup(in: &$1) }
    } else if let cancels = cancelSearch() {
      return cancels
    } else if shell.search != nil {
      shell.search = nil
    } else if !showsLinkedEvents, inRoom({ $0.undo(in: &$1) }) {
      return []
    } else if showsOnePanel {
      isZoomed = false
    } else {
      goBack()
    }
    return []
  }
}

extension Shell {
  /// Shows a message whole.
  mutating func show(_ message: Notice?) {
    guard let message else {
      say("there is no message to show")
      return
    }
    value = ValuePopup(
      title: message.isError ? "Error" : "Message",
      parts: [.init(text: message.text, isProse: true)], copy: message.text)
  }
}
