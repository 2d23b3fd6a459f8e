import Rewind

/// What was asked for last: `n` and `N` go over its hits.
enum LastAsked: Hashable, Sendable {
  /// A text.
  case text(TextPattern)
  /// Events that are damaged or make the fold throw.
  case fault
}
