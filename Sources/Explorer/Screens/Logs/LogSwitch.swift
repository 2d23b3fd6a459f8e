import Rewind
import TextUI

/// A way from one log to another.
struct LogSwitch: Sendable {
  /// The number of the log that one goes to.
  var log: Int
  /// The screen to show there; the one that was left, where nil.
  var screen: Screen?
  /// What was typed ahead and is meant for that log.
  var typedAhead: [InputEvent] = []
}
