import Rewind
import TextUI

/// Which parents of a tree are folded.
struct Folding: Hashable, Sendable {
  /// How a parent that was never touched is shown.
  enum Untouched: Hashable, Sendable {
    /// Unfolded, unless it has very many members.
    case whereShort
    case folded, unfolded
  }
  /// Parents with more members than this are folded at first.
  private static let short = 100

  var untouched = Untouched.whereShort
  private var touched: [JSONPath: Bool] = [:]

  func isFolded(_ path: JSONPath, members: Int) -> Bool {
    if let touched = touched[path] { return touched }
    return switch untouched {
    case .whereShort: members > Self.short
    case .folded: true
    case .unfolded: false
    }
  }

  mutating func set(_ path: JSONPath, folded: Bool) { touched[path] = folded }

  mutating func setAll(folded: Bool) {
    touched = [:]
    untouched = folded ? .folded : .unfolded
  }
}
