import Rewind
import TextUI

extension Model {
  /// Shows the logs that are open, or this one again.
  mutating func toggleRoots() {
    popup = nil
    if screen == .roots {
      screen = roots.origin
    } else {
      roots.origin = screen
      roots.cursor.row = siblings.own
      screen = .roots
    }
  }

  /// Goes to a log by its number; this one may be it.
  mutating func goToRoot(_ number: Int, showing target: Screen? = nil) {
    popup = nil
    if screen == .roots { screen = roots.origin }
    departure = Departure(root: number, screen: target)
  }

  /// Goes to the log beside this one, round at the ends, or to the one of a number from 1.
  mutating func goToRoot(besides step: Int, count: Int?) {
    let logs = siblings.names.count
    goToRoot(count.map { min($0, logs) - 1 } ?? (siblings.own + step + logs) % logs)
  }

  /// Why the log that is chosen from the list cannot be read, or this one could not be opened.
  var wrongWithLog: String? {
    guard screen == .roots, roots.roots.indices.contains(roots.cursor.row) else {
      return knowledge.unopened
    }
    return roots.roots[roots.cursor.row].wrong
  }

  /// Comes to this log from another.
  mutating func arrive(showing target: Screen?) -> [Effect] {
    if let target { show(target) }
    settle()
    return askForWhatIsMissing()
  }

  /// What there is to say of the log among others.
  ///
  /// - Parameter seen: how many events it had when it was looked at last.
  func root(seen: Int) -> Root {
    Root(
      name: options.logName, words: options.logArguments, note: options.greeting,
      isReadOnly: options.isReadOnly,
      isFollowing: isFollowing, index: index, indexed: knowledge.indexed,
      damaged: knowledge.damaged,
      newEvents: knowledge.indexed == nil
        ? max(0, index.eventCount - max(seen, knowledge.wholeAt)) : 0,
      categories: knowledge.categories, rebuilding: knowledge.readModels.rebuilding,
      unopened: knowledge.unopened, trouble: knowledge.trouble)
  }
}
