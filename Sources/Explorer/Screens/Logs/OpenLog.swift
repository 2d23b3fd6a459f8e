import Rewind
import TextUI

/// What there is to say of a log among others.
struct OpenLog: Sendable {
  var name: String
  /// How the command line names it.
  var words: String
  /// What is said of it first, such as how a foreign log is read.
  var note: String?
  var isReadOnly: Bool
  var isFollowing: Bool
  var log: LogSnapshot
  var index: LogIndex { log.index }
  /// The part of the log that has been read; nil once it is whole.
  var indexed: Double?
  /// How many lines are damaged.
  var damaged: Int
  /// How many events have a role that cannot be read.
  var unread: Int { index.unreadCount }
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
