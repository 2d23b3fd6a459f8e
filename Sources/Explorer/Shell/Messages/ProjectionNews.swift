public import Rewind

/// What happens to projections.
public enum ProjectionNews: Sendable {
  /// Which there are, in the order in which they are listed, and what is known of their code.
  case listed([ListedProjection])
  /// Where those are that can be told of.
  case statuses([ProjectionStatus])
  /// What a projection's script says in the work that is done to it, or was done last: warnings, each once, and the
  /// last of its own lines.
  case said(String, [ProjectionNote])
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
    /// It is made by a program that nobody has agreed to: what was ordered is to be ordered again once somebody has.
    case needsAgreement(program: String, for: ProjectionOrder)
  }
}
