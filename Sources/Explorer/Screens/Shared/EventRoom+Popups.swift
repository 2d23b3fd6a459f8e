import Rewind
import TextUI

/// What stands over a list of events: the rows that an event touched, or its causes and effects.
extension EventRoom {
  var popupPanel: Panel? {
    touched != nil ? .touchedRows : relatives != nil ? .relatives : nil
  }

  mutating func closePopup(in shell: inout Shell) { closePopups() }

  mutating func closePopups() { (touched, relatives) = (nil, nil) }

  func listArea(of panel: Panel, in shell: Shell) -> Rect {
    switch panel {
    case .touchedRows:
      touched.map { listPopup($0, in: shell).listArea(in: shell.layout) }
        ?? shell.layout.inside(panel)
    case .relatives:
      relatives.map { relativesPopup($0, in: shell).listArea(in: shell.layout) }
        ?? shell.layout.inside(panel)
    default: shell.layout.inside(panel)
    }
  }

  /// The cursor of the popup of a panel; nil where it is none.
  func popupCursor(of panel: Panel) -> ListCursor? {
    switch panel {
    case .touchedRows: touched?.cursor
    case .relatives: relatives?.cursor
    default: nil
    }
  }

  /// Moves the cursor of the popup of a panel; false where it is none.
  mutating func setPopupCursor(_ cursor: ListCursor, of panel: Panel) -> Bool {
    switch panel {
    case .touchedRows: touched?.cursor = cursor
    case .relatives: relatives?.cursor = cursor
    default: return false
    }
    return true
  }

  /// How many rows the popup of a panel has; nil where it is none.
  func popupRowCount(of panel: Panel, in shell: Shell) -> Int? {
    switch panel {
    case .touchedRows: touchedLines(in: shell).count
    case .relatives: relatives?.events?.count ?? 0
    default: nil
    }
  }

  func drawPopups(in shell: Shell, on canvas: inout Canvas) {
    drawTouchedRows(in: shell, on: &canvas)
    drawRelatives(in: shell, on: &canvas)
  }
}
