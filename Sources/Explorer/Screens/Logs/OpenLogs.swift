import Rewind
import TextUI

/// The logs that are open side by side, and which of them this is.
struct OpenLogs: Sendable {
  /// What they are called, in the order of the command line.
  var names: [String]
  /// The number of this one among them, from 0.
  var own: Int
  /// What there is to say of each; empty until they are listed.
  var all: [OpenLog] = []

  var areSeveral: Bool { names.count > 1 }

  /// The number of the log that stands so many places from this one, round at the ends.
  func number(besides step: Int) -> Int { (own + step + names.count) % names.count }
}

/// What there is to say of a log among others.
struct OpenLog: Sendable {
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
  var unopened: LogTrouble?
  /// Why it cannot be read just now.
  var trouble: LogTrouble?

  /// What is wrong with it, where anything is.
  var wrong: LogTrouble? { unopened ?? trouble }
}

/// A way from one log to another.
struct LogSwitch: Sendable {
  /// The number of the log that one goes to.
  var log: Int
  /// The screen to show there; the one that was left, where nil.
  var screen: Screen?
  /// What was typed ahead and is meant for that log.
  var typedAhead: [InputEvent] = []
}
