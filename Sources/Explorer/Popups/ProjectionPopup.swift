import Rewind
import TextUI

/// What stands over the Projections screen.
enum ProjectionPopup: Hashable, Sendable {
  /// What to do to a projection.
  case rebuild(RebuildMenu)
  /// The events that made a row.
  case history(RowHistoryPopup)
  /// How two copies of a read model differ.
  case comparison(ComparisonPopup)

  /// The panel whose keys work in it.
  var panel: Panel {
    switch self {
    case .rebuild: .rebuildMenu
    case .history: .rowHistory
    case .comparison(let popup): popup.copies == .rebuild ? .comparison : .difference
    }
  }

  /// What it shows, to be asked for; nil where it knows all.
  var question: Question? {
    switch self {
    case .rebuild: nil
    case .history(let popup):
      .rowHistory(popup.projection, key: popup.key, through: popup.through)
    case .comparison(let popup):
      .comparison(popup.projection, popup.copies, limit: ComparisonPopup.limit)
    }
  }

  /// The selected row.
  var cursor: ListCursor {
    get {
      switch self {
      case .rebuild(let menu): menu.cursor
      case .history(let popup): popup.cursor
      case .comparison(let popup): popup.cursor
      }
    }
    set {
      switch self {
      case .rebuild(var menu):
        menu.cursor = newValue
        self = .rebuild(menu)
      case .history(var popup):
        popup.cursor = newValue
        self = .history(popup)
      case .comparison(var popup):
        popup.cursor = newValue
        self = .comparison(popup)
      }
    }
  }
}

/// What can be done to a projection.
struct RebuildMenu: Hashable, Sendable {
  /// The choices, in order; each has a key of its own.
  static let choices: [Command] = [
    .rebuildOne, .compareFirst, .rebuildAll, .stayLive, .toggleErrorPolicy,
  ]

  let projection: String
  var cursor = ListCursor()
}

/// The events that made a row, oldest first.
struct RowHistoryPopup: Hashable, Sendable {
  let projection: String
  let key: String
  /// The position the row is shown as of; nil for now.
  let through: Int?
  var cursor = ListCursor()
}

/// The rows that differ between two copies of a read model.
struct ComparisonPopup: Hashable, Sendable {
  /// How many differences are asked for.
  static let limit = 1000

  let projection: String
  let copies: ComparedCopies
  var cursor = ListCursor()
}
