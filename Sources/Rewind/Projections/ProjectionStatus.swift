/// How far a projection is, and what it is doing.
public struct ProjectionStatus: Hashable, Sendable {
  /// What it is doing, or why it is not.
  public enum State: Hashable, Sendable {
    /// There is no read model yet.
    case notBuilt
    /// The read model is whole up to its position; no process works on it.
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

  /// What is left of a rebuild that was begun and is not finished.
  public struct UnfinishedRebuild: Hashable, Sendable {
    /// The position after which it goes on; nil where it begins anew, or is at work now.
    public var position: Int?
    /// The fault that stopped it; nil where it was cancelled.
    public var fault: ProjectionFault?

    /// Describes an unfinished rebuild.
    public init(position: Int?, fault: ProjectionFault? = nil) {
      self.position = position
      self.fault = fault
    }
  }

  /// The projection's name.
  public var name: String
  /// What it is doing.
  public var state: State
  /// The position up to which the read model is complete.
  public var position: Int
  /// The last position of the log.
  public var head: Int
  /// How many events are parked.
  public var parked: Int
  /// When the read model was last written.
  public var writtenAt: Timestamp?
  /// A rebuild that was begun and is not finished; nil where there is none.
  public var unfinishedRebuild: UnfinishedRebuild?
  /// The other process that is at work on it; 0 where that cannot be told.
  public var process: Int?

  /// How many positions it is behind the log.
  public var lag: Int { max(0, head - position) }

  /// Describes a projection.
  public init(
    name: String, state: State, position: Int, head: Int, parked: Int = 0,
    writtenAt: Timestamp? = nil, unfinishedRebuild: UnfinishedRebuild? = nil, process: Int? = nil
  ) {
    self.name = name
    self.state = state
    self.position = position
    self.head = head
    self.parked = parked
    self.writtenAt = writtenAt
    self.unfinishedRebuild = unfinishedRebuild
    self.process = process
  }
}
