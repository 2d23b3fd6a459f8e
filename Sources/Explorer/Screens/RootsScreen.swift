import Rewind
import TextUI

/// The logs that are open side by side, and which of them this is.
struct Siblings: Hashable, Sendable {
  /// What they are called, in the order of the command line.
  var names: [String]
  /// The number of this one among them, from 0.
  var own: Int

  var areSeveral: Bool { names.count > 1 }
}

/// The logs that are open: each is the root of screens of its own.
struct RootsScreen: Sendable {
  /// The screen of this log that is returned to.
  var origin = Screen.streams
  var cursor = ListCursor()
  /// What there is to say of each, as of the last message.
  var roots: [Root] = []
}

/// What there is to say of a log among others.
struct Root: Sendable {
  var name: String
  /// How the command line names it.
  var words: String
  /// What is said of it first, such as how a foreign log is read.
  var note: String?
  var isReadOnly: Bool
  var isFollowing: Bool
  var index: LogIndex
  /// The part of the log that has been read; nil once it is whole.
  var indexed: Double?
  /// How many lines are damaged.
  var damaged: Int
  /// How many events came since it was looked at.
  var newEvents: Int
  var categories: [CategoryEntry]
  /// The projections that are being rebuilt.
  var rebuilding: [String]
  /// Why it could not be opened.
  var unopened: String?
  /// Why it cannot be read just now.
  var trouble: String?

  /// What is wrong with it, where anything is.
  var wrong: String? { unopened ?? trouble }
}

/// A way from one log to another.
struct Departure: Sendable {
  /// The number of the log that one goes to.
  var root: Int
  /// The screen to show there; the one that was left, where nil.
  var screen: Screen?
  /// What was typed ahead and is meant for that log.
  var typedAhead: [InputEvent] = []
}
