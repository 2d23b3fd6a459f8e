/// How far a rebuild or a run has come.
public struct ProjectionProgress: Hashable, Sendable {
  /// The kinds of work.
  public enum Phase: Hashable, Sendable {
    /// Folding what there is.
    case folding
    /// Writing what was folded, and putting it in its place.
    case finishing
    /// All is taken in; waiting for more.
    case live
  }

  /// What it is doing.
  public var phase: Phase
  /// The last position taken in.
  public var position: Int
  /// The part of the log up to there, from 0 to 1.
  public var fraction: Double
  /// How many events were taken in each second, lately.
  public var eventsPerSecond: Double
  /// How long it will take at that rate, in seconds; nil where it cannot be told yet.
  public var secondsLeft: Double?
  /// How many events were parked since it began.
  public var parked: Int

  /// Describes progress.
  public init(
    phase: Phase, position: Int, fraction: Double, eventsPerSecond: Double, secondsLeft: Double?,
    parked: Int
  ) {
    self.phase = phase
    self.position = position
    self.fraction = fraction
    self.eventsPerSecond = eventsPerSecond
    self.secondsLeft = secondsLeft
    self.parked = parked
  }
}
