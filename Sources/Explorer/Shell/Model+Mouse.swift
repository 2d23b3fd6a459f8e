import TextUI

extension Model {
  private static let rowsPerNotch = 3

  /// A click selects, a double click opens, the wheel moves.
  mutating func take(_ mouse: MouseEvent) -> [Effect] {
    let layout = shell.layout
    guard isMouseOn, shell.prompt == nil, !layout.isTooSmall else { return [] }
    shell.sayNothing()
    switch mouse.kind {
    case .scrollDown, .scrollUp:
      if !self.panel.isPopup, let panel = layout.panel(at: mouse.point) { focus(panel) }
      return perform(mouse.kind == .scrollDown ? .down : .up, count: Self.rowsPerNotch)
    case .press:
      if shell.value != nil {
        shell.value = nil
      } else if room.popupPanel != nil {
        inRoom { $0.closePopup(in: &$1) }
      } else if let panel = layout.panel(at: mouse.point) {
        focus(panel)
        inRoom { $0.click(mouse.point, in: panel, &$1) }
        if mouse.clicks == 2 { return perform(.open, count: nil) }
      }
    case .drag: if !panel.isPopup { inRoom { $0.drag(to: mouse.point, &$1) } }
    case .release: break
    }
    return []
  }

  private mutating func focus(_ panel: Panel) { inRoom { room, _ in room.focus = panel } }
}
