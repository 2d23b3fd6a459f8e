public import Rewind

/// Work on projections that the explorer wants done; the runtime does it beside the loop, one rebuild
/// at a time, and says how it goes with ``Message/projections(_:)``.
public enum ProjectionOrder: Hashable, Sendable {
  /// Rebuild these, one after the other; `comparing` stops each before its swap.
  case rebuild([String], comparing: Bool, onError: ErrorPolicy)
  /// Take in what is new, and go on as events come.
  case run([String], onError: ErrorPolicy)
  /// Stop what is being done to a projection, resumably.
  case cancel(String)
  /// Put a finished shadow in the read model's place.
  case swap(String)
  /// Throw a shadow away.
  case discard(String)
  /// Take in the dead letters, of one partition where a key is given.
  case retry(String, key: String?)
}
