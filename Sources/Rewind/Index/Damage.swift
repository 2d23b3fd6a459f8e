/// A line that is no valid event.
struct Damage: Hashable, Sendable {
  /// Why it is no valid event.
  enum Kind: Hashable, Sendable {
    /// The line itself: reading it again says why.
    case line
    /// It belongs to an append that was never finished.
    case incompleteCommit
    /// It stands for a line that a repair moved aside, and is no damage any more.
    case movedAside
  }

  var position: Int
  var kind: Kind
}
