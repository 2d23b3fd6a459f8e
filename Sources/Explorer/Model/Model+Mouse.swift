import TextUI

extension Model {
  private static let rowsPerNotch = 3

  /// A click selects, a double click opens, the wheel moves.
  mutating func take(_ mouse: MouseEvent) -> [Effect] {
    guard isMouseOn, prompt == nil, !layout.isTooSmall else { return [] }
    notice = nil
    switch mouse.kind {
    case .scrollDown, .scrollUp:
      if panel.screen != nil, let panel = layout.panel(at: mouse.point) { focus(panel) }
      move(mouse.kind == .scrollDown ? .down : .up, count: Self.rowsPerNotch)
    case .press:
      if popup != nil {
        popup = nil
        return []
      }
      if screen == .projections, projections.popup != nil {
        closeProjectionPopup()
        return []
      }
      guard let panel = layout.panel(at: mouse.point) else { return [] }
      focus(panel)
      select(mouse.point, in: panel)
      if mouse.clicks == 2 { return openSelected() }
    case .drag:
      if screenPanel == .scrubber, popup == nil { select(mouse.point, in: .scrubber) }
    case .release: break
    }
    return []
  }

  private mutating func select(_ point: Point, in panel: Panel) {
    let inside = layout.inside(panel)
    let row = point.row - inside.origin.row
    if panel == .scrubber {
      guard let stream, let rect = layout.panels[panel],
        let place = chart(of: stream).place(at: point.column, in: rect)
      else { return }
      go(to: place)
      return
    }
    guard row >= 0, row < inside.size.rows else { return }
    switch panel {
    case .categories:
      streams.categories.row = streams.categories.top + row
      settle()
      selectCategory()
    case .streams: streams.cursor.row = streams.cursor.top + row
    case .events, .log:
      guard let list = events else { return }
      let target = list.top + row - (list.showsStart ? 1 : 0)
      if target < 0 { go(to: 0) } else if target < list.rows.count { go(to: list.rows[target]) }
    case .state, .event, .logEvent:
      if let top = tree?.cursor.top { tree?.cursor.row = top + row }
    case .roots: roots.cursor.row = roots.cursor.top + row
    case .help: help.cursor.row = help.cursor.top + row
    case .projections: projections.cursor.row = projections.cursor.top + row
    case .rows: if row > 0 { rowsView.cursor.row = rowsView.cursor.top + row - 1 }
    case .deadLetters: projections.letters.row = projections.letters.top + row
    case .about: projections.about.row = projections.about.top + row
    case .scrubber, .value, .rebuildMenu, .rowHistory, .comparison, .difference: break
    }
  }
}

extension Layout {
  func panel(at point: Point) -> Panel? { panels.first { $0.value.contains(point) }?.key }
}
