import Rewind
import TextUI

extension Model {
  /// Takes what happened; answers what is to be done about it.
  public mutating func update(_ message: Message) -> [Effect] {
    var effects: [Effect] = []
    switch message {
    case .input(let event): effects = hold(event) ? [] : take(event)
    case .resized(let size): knowledge.size = size
    case .index(let index, let indexed): take(index, indexed: indexed)
    case .replaced(let index): effects = startAnew(index)
    case .answer(let token, let answer): effects = take(answer, token: token)
    case .clock(let now): knowledge.now = now
    case .projections(let news): take(news)
    case .notice(let text): notice = Notice(text: text)
    case .failure(let text):
      notice = Notice(text: text, isError: true)
      knowledge.trouble = text
    case .unopened(let reason):
      knowledge.unopened = reason
      knowledge.indexed = nil
    case .opened(let options): open(options)
    case .copyFailed(let text):
      popup = ValuePopup(
        title: "nothing takes a copy: select it here", parts: [.init(text: text)], copy: text,
        isPlain: true)
    }
    goToStart()
    settle()
    effects += takeHeld()
    return effects + askForWhatIsMissing()
  }

  mutating func take(_ index: LogIndex, indexed: Double?) {
    let isFirst = knowledge.index.eventCount == 0
    let wasWhole = knowledge.indexed == nil
    if !wasWhole, indexed == nil { knowledge.wholeAt = index.eventCount }
    knowledge.index = index
    knowledge.trouble = nil
    knowledge.categories = index.categories
    knowledge.damaged = index.damagedPositions.count
    knowledge.indexed = indexed
    knowledge.requests.forgetFailures()
    if knowledge.types.count != index.typeCount { knowledge.types = TypeNames(index) }
    let wasAtEnd = log.list.place == log.list.rows.last
    if isFollowing || !wasWhole {
      if let id = stream?.id { stream?.list.rows.last = index.positions(of: id).count }
      log.list.rows.last = index.eventCount
    }
    if isFollowing {
      if let last = stream?.list.rows.last { stream?.list.place = last }
      log.list.place = log.list.rows.last
    } else if !wasWhole, wasAtEnd, isFirst || screen != .log {
      // Nobody has looked at the list yet: it opens at its end.
      log.list.place = index.eventCount
    }
  }

  /// Brings what is shown up to date with what is known, and the cursors into sight.
  mutating func settle() {
    let layout = self.layout
    settleTravel(layout)
    streams.categories.settle(
      count: knowledge.categories.count + 1, height: layout.height(.categories))
    streams.cursor.settle(count: streams.list.count, height: layout.height(.streams))
    roots.cursor.settle(count: siblings.names.count, height: layout.height(.roots))
    if screen == .help {
      help.cursor.settle(count: helpLines.count, height: layout.height(.help))
    }
    if let isPlain = popup?.isPlain {
      popup?.settle(
        columns: isPlain ? layout.size.columns : layout.popup.size.columns - 4,
        rows: layout.popup.size.rows - 2)
    }
    settleProjections(layout)
    let offers = prompt?.offers.count ?? 0
    prompt?.cursor.settle(count: offers, height: layout.popup.size.rows - 2)
  }

  var layout: Layout {
    Layout(
      size: knowledge.size, screen: screen, focus: screenPanel, isZoomed: isZoomed,
      logs: siblings.names.count)
  }

  private mutating func settleTravel(_ layout: Layout) {
    if var stream {
      stream.list.settle(height: layout.height(.events))
      let content = knowledge.content
      if let state = content.states[.init(stream: stream.id, version: stream.version)],
        let before = content.states[.init(stream: stream.id, version: stream.comparedVersion)]
      {
        stream.state.show(
          state, since: before, missing: whyNoState(state, since: before, of: stream.id),
          size: layout.inside(.state).size)
      }
      if let position = position(of: stream.version, in: stream.id),
        let event = content.events[position]
      {
        stream.event.show(event, asStored: showsStored, glyphs: options.glyphs)
      }
      stream.state.tree.cursor.settle(
        count: stream.state.tree.rows.count, height: layout.height(.state))
      stream.event.tree.cursor.settle(
        count: stream.event.tree.rows.count, height: layout.height(.event))
      stream.charted = pathToChart(of: stream) ?? stream.charted
      self.stream = stream
    }
    log.list.settle(height: layout.height(.log))
    if let event = knowledge.content.events[log.list.place] {
      log.event.show(event, asStored: showsStored, glyphs: options.glyphs)
    }
    log.event.tree.cursor.settle(
      count: log.event.tree.rows.count, height: layout.height(.logEvent))
  }

  /// What the State panel says where there is no state.
  private func whyNoState(
    _ state: StateAtVersion, since before: StateAtVersion, of id: StreamID
  ) -> String {
    guard state.version > 0 else { return "before the first event" }
    let category = index.categoryName(index.stream(id).category)
    let label = versionLabel(state.version, of: id)
    return "no \(category) at \(label)" + (before.value == nil ? "" : " (deleted)")
  }

  /// The position of a version; nil before the first event.
  func position(of version: Int, in stream: StreamID) -> Int? {
    let positions = index.positions(of: stream)
    return (1...max(1, positions.count)).contains(version) && !positions.isEmpty
      ? positions[version - 1] : nil
  }

  /// The number under the State panel's cursor, else one that changed, else the one drawn so far,
  /// else the first there is.
  private func pathToChart(of stream: StreamScreen) -> JSONPath? {
    guard let content = stream.state.content, let value = content.state.value else { return nil }
    func isNumber(_ path: JSONPath) -> Bool {
      if case .number = value[path: path] { true } else { false }
    }
    if let path = stream.state.tree.selected?.path, isNumber(path) { return path }
    if let charted = stream.charted, isNumber(charted) { return charted }
    return content.changes.first { isNumber($0.path) }?.path
      ?? stream.state.tree.rows.first { isNumber($0.path) }?.path
  }
}
