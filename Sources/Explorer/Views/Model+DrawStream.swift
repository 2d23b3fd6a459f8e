import Rewind
import TextUI

extension Model {
  func drawStream(on canvas: inout Canvas, _ layout: Layout) {
    guard let stream else { return }
    drawEvents(stream.list, of: stream.id, panel: .events, on: &canvas, layout)
    drawState(of: stream, on: &canvas, layout)
    drawEvent(stream.event, panel: .event, on: &canvas, layout)
    drawScrubber(of: stream, on: &canvas, layout)
  }

  private func drawState(of stream: StreamScreen, on canvas: inout Canvas, _ layout: Layout) {
    let content = stream.state.content
    let isOutdated =
      content.map {
        $0.state.version != stream.version || $0.before.version != stream.comparedVersion
      } ?? false
    let isMissing = isOutdated || content == nil
    let title = stateTitle(of: stream)
    var corner =
      isMissing
      ? "reading \(versionLabel(stream.version, of: stream.id))" : changesCorner(stream.state)
    let room = (layout.panels[.state]?.size.columns ?? 0) - title.columns - 7
    if !isMissing, TextWidth.columns(of: corner) > room {
      corner = "~\(stream.state.content?.changes.count ?? 0)"
    }
    guard
      let inside = drawFrame(
        .state, title: title, corner: [StyledText(corner)], on: &canvas, layout)
    else { return }
    draw(stream.state.tree, in: inside, of: .state, isOutdated: isOutdated, on: &canvas)
    if !isMissing, stream.state.tree.rows.isEmpty {
      let text = stream.state.changesOnly ? "Nothing changed; c shows all." : "An empty state."
      writeEmpty([text], in: inside, on: &canvas)
    }
  }

  /// The title names the version whose state is shown, also while another one is being read.
  private func stateTitle(of stream: StreamScreen) -> [StyledText] {
    let category = index.categoryName(index.stream(stream.id).category)
    let shown = stream.state.content?.state.version ?? stream.version
    let label = versionLabel(shown, of: stream.id)
    var moment = "at \(label)"
    if stream.isDiffing, let before = stream.state.content?.before.version {
      moment = "\(versionLabel(before, of: stream.id)) \(options.glyphs.arrow) \(label)"
    }
    switch knowledge.content.folds[stream.id] {
    case .aggregate(let name): return [StyledText("State \(moment)\(separator)\(name)")]
    case .lastValues:
      let diff = stream.isDiffing ? " \(moment)" : ""
      return [StyledText("Last values\(diff)\(separator)no aggregate for \(category)")]
    case nil: return [StyledText("State \(moment)")]
    }
  }

  private func changesCorner(_ state: StatePane) -> String {
    let count = state.content?.changes.count ?? 0
    return (state.changesOnly ? "only " : "") + "\(Spelling.grouped(count)) changed"
  }

  /// Draws the Event panel of any screen.
  func drawEvent(
    _ pane: EventPane, panel: Panel, on canvas: inout Canvas, _ layout: Layout
  ) {
    let isOutdated = position != nil && pane.position != position
    let shown = position == nil ? nil : pane.position
    guard
      let inside = drawFrame(
        panel, title: [StyledText(eventTitle(shown))],
        corner: isOutdated ? ["reading"] : [], on: &canvas, layout)
    else { return }
    guard position != nil else {
      let text = screen == .stream ? "Before the first event." : "The event under the cursor."
      writeEmpty([text], in: inside, on: &canvas)
      return
    }
    draw(pane.tree, in: inside, of: panel, isOutdated: isOutdated, on: &canvas)
  }

  private func eventTitle(_ position: Int?) -> String {
    guard let position, position <= index.eventCount else { return "Event" }
    let number =
      screen == .log ? index.shownPosition(position) : index.shownVersion(at: position)
    guard let type = index[position].type else {
      let what = index.isMovedAside(position) ? "moved aside" : "damaged"
      return "Event \(Spelling.grouped(number))\(separator)\(what)"
    }
    return "Event \(Spelling.grouped(number))\(separator)\(knowledge.types[type])"
  }

  func drawLog(on canvas: inout Canvas, _ layout: Layout) {
    drawEvents(log.list, of: nil, panel: .log, on: &canvas, layout)
    drawEvent(log.event, panel: .logEvent, on: &canvas, layout)
  }
}
