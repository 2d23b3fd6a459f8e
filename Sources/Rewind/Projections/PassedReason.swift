/// Why a projection takes no event in, though nothing is wrong with it.
public enum PassedReason: String, Hashable, Sendable, CaseIterable {
  /// It is none of those that the projection is about.
  case otherSource = "not of its source"
  /// The projection has nothing to do for its type.
  case otherType = "no handler for its type"
  /// It has no key.
  case noKey = "no key"
  /// The row takes it, but what comes out of the row is held back.
  case filtered = "its result is filtered out"
  /// It is a link to another event.
  case link = "a link"
  /// Upcasters leave nothing of it.
  case dropped = "dropped by an upcaster"
  /// It goes to other rows than the one that is asked for.
  case otherRow = "of another row"
  /// Its line was damaged, and a repair has moved it aside.
  case repaired = "moved aside by a repair"
}
