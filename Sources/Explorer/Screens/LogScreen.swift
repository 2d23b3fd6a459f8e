import Rewind
import TextUI

/// All events in the log's order, and the event one is at.
struct LogScreen: Sendable {
  var focus = Panel.log
  /// Where Esc goes back to.
  var origin = Screen.streams
  /// The positions; `list.place` is the position one is at.
  var list = EventList(place: 0, last: 0)
  var event = EventPane()
}

/// The keys, scrolled.
struct HelpScreen: Sendable {
  /// The screen that is returned to.
  var origin = Screen.streams
  var cursor = ListCursor()
}
