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

/// What happens to projections.
public enum ProjectionNews: Sendable {
  /// Where all of them are, in the order of ``ExplorerOptions/projections``.
  case statuses([ProjectionStatus])
  /// An order waits for others to be done.
  case waiting(String)
  /// Work has come so far; at most ten times a second.
  case progress(String, ProjectionProgress)
  /// Work has ended; new statuses follow.
  case ended(String, Ending)

  /// How work on a projection ended.
  public enum Ending: Hashable, Sendable {
    /// It is done: a line that says what, and of which projection.
    case done(String)
    /// A rebuild is ready to be compared with the read model, then swapped or discarded.
    case ready
    /// It was stopped at a position, from where it goes on when it is asked for again.
    case cancelled(position: Int)
    /// It could not be done: a line that says why, and of which projection.
    case failed(String)
  }
}

/// Which two states of a read model are compared.
public enum ComparedCopies: Hashable, Sendable {
  /// The read model, and a rebuild that is ready.
  case rebuild
  /// The read model as of two positions.
  case positions(Int, Int)
}
