import Rewind
import TextUI

extension Model {
  /// Another log stands under the name: nothing that was known of the old one holds.
  ///
  /// One stays on the screen one is on, as far as the new log has what it shows.
  mutating func startAnew(_ index: LogIndex) -> [Effect] {
    let effects = knowledge.requests.cancelAll()
    let old = self
    var fresh = Model(options: options, siblings: siblings)
    fresh.start = nil
    fresh.knowledge.size = knowledge.size
    fresh.knowledge.now = knowledge.now
    fresh.knowledge.requests = knowledge.requests
    fresh.isMouseOn = isMouseOn
    fresh.isFollowing = isFollowing
    fresh.knowledge.readModels.takeOver(knowledge.readModels)
    fresh.notice = Notice(text: "the log was replaced by another; read again", isError: true)
    self = fresh
    take(index, indexed: nil)
    projections = old.projections.ofAnotherLog
    stay(on: old.screen, as: old)
    return effects
  }

  private mutating func stay(on target: Screen, as old: Model) {
    switch target {
    case .streams, .projections: screen = target
    case .log:
      screen = target
      log.origin = old.log.origin
      log.focus = old.log.focus
    case .stream: stayOnStream(as: old)
    case .roots:
      stay(on: old.roots.origin, as: old)
      toggleRoots()
      roots.cursor = old.roots.cursor
    case .help:
      stay(on: old.help.origin, as: old)
      toggleHelp()
    }
    if screen == target { isZoomed = old.isZoomed }
  }

  /// Shows the stream of the same name: its end where one was at the end, else the same version.
  private mutating func stayOnStream(as old: Model) {
    guard let shown = old.stream else { return }
    let name = old.index.stream(shown.id).name.rawValue
    guard let id = index.streamID(named: name) else {
      notice = Notice(
        text: "the log was replaced by another, which has no stream \(name)", isError: true)
      return
    }
    let wasAtEnd = isFollowing || shown.version == shown.list.rows.last
    open(id, at: wasAtEnd ? nil : shown.version)
    places = Places()
    stream?.origin = shown.origin
    stream?.focus = shown.focus
    stream?.state.changesOnly = shown.state.changesOnly
  }
}

extension ProjectionsScreen {
  /// The same, without what is about places in the old log.
  fileprivate var ofAnotherLog: ProjectionsScreen {
    var screen = ProjectionsScreen()
    (screen.focus, screen.cursor, screen.errorPolicy) = (focus, cursor, errorPolicy)
    screen.views = views.mapValues { view in
      var view = view
      (view.at, view.base, view.cursor) = (nil, nil, ListCursor())
      return view
    }
    return screen
  }
}
