/// Where a projection is: what a person asks first.
public struct ProjectionStatus: Hashable, Sendable {
  /// What it is doing, or why it is not.
  public enum State: Hashable, Sendable {
    /// There is no read model yet.
    case notBuilt
    /// The read model is whole up to its position; nobody is at work on it.
    case stopped
    /// It takes in events as they come.
    case running
    /// A shadow is being filled; the read model is the old one.
    case rebuilding
    /// An event could not be taken in, and it stopped before it.
    case faulted(ProjectionFault)
    /// The read model is not what the definition makes of this log: why.
    case stale(reason: String)
  }

  /// The projection's name.
  public var name: String
  /// What it is doing.
  public var state: State
  /// How far the read model is complete.
  public var position: Int
  /// The last position of the log.
  public var head: Int
  /// How many events are parked.
  public var parked: Int
  /// When the read model was last written.
  public var writtenAt: Timestamp?
  /// How far a rebuild had come that was interrupted and can go on; nil where there is none.
  public var interruptedAt: Int?
  /// Why the interrupted rebuild went no further; nil where it was cancelled or there is none.
  public var rebuildFault: ProjectionFault?
  /// The other process that is at work on it; 0 where that cannot be told.
  public var process: Int?

  /// How many positions it is behind the log.
  public var lag: Int { max(0, head - position) }

  /// Describes a projection.
  public init(
    name: String, state: State, position: Int, head: Int, parked: Int = 0,
    writtenAt: Timestamp? = nil, interruptedAt: Int? = nil, rebuildFault: ProjectionFault? = nil,
    process: Int? = nil
  ) {
    self.name = name
    self.state = state
    self.position = position
    self.head = head
    self.parked = parked
    self.writtenAt = writtenAt
    self.interruptedAt = interruptedAt
    self.rebuildFault = rebuildFault
    self.process = process
  }
}

/// How far a rebuild or a run has come.
public struct ProjectionProgress: Hashable, Sendable {
  /// What it is at.
  public enum Phase: Hashable, Sendable {
    /// Folding what there is.
    case folding
    /// Writing what was folded, and putting it in its place.
    case finishing
    /// All is taken in; waiting for more.
    case live
  }

  /// What it is at.
  public var phase: Phase
  /// The last position taken in.
  public var position: Int
  /// Which part of the log that is, from 0 to 1.
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

/// What one event did to a partition's row.
public struct RowStep: Hashable, Sendable {
  /// The event.
  public var position: Int
  /// The row before it, a value for each column after the key; nil where there was none.
  public var old: [ReadModelValue]?
  /// The row behind it; nil where there is none.
  public var new: [ReadModelValue]?
  /// What the projection said, where it could not take the event in.
  public var fault: String?

  /// Describes a step.
  public init(
    position: Int, old: [ReadModelValue]?, new: [ReadModelValue]?, fault: String? = nil
  ) {
    self.position = position
    self.old = old
    self.new = new
    self.fault = fault
  }
}
