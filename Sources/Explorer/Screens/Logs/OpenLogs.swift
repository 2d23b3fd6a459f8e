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
