/// An aggregate whose state can be put away at a version, and taken up again without its events.
///
/// What it keeps must be all that it is: a restored one must fold what follows as the one before would.
public protocol SnapshotAggregate: Aggregate {
  /// Raised when the code changes what it makes of the same events, or what it puts into a snapshot, so
  /// that no snapshot made before is read.
  static var revision: Int { get }

  /// All that it is.
  var snapshot: JSONValue { get }

  /// Takes up what ``snapshot`` kept.
  ///
  /// - Throws: where that is none of its snapshots.
  init(snapshot: JSONValue) throws
}

extension SnapshotAggregate {
  /// The first revision.
  public static var revision: Int { 1 }
}

/// An aggregate's state at a version, and the event that led to it.
public struct Snapshot: Hashable, Sendable {
  /// The aggregate's stream.
  public var stream: StreamName
  /// What made it: the aggregate's type and revision, the upcasters and the mapping.
  public var fold: String
  /// The version that it is the state at.
  public var version: Int
  /// The position of that version's event.
  public var position: Int
  /// The id of that event; nil where it has none.
  public var eventID: String?
  /// When that event was recorded; nil where it has no time.
  public var timestamp: Timestamp?
  /// All that the aggregate is.
  public var state: JSONText

  /// Describes a snapshot.
  public init(
    stream: StreamName, fold: String, version: Int, position: Int, eventID: String?,
    timestamp: Timestamp?, state: JSONText
  ) {
    self.stream = stream
    self.fold = fold
    self.version = version
    self.position = position
    self.eventID = eventID
    self.timestamp = timestamp
    self.state = state
  }
}

/// Where snapshots are kept: a cache, which may lose any of them at any time.
public protocol SnapshotStore: Sendable {
  /// The snapshot of a stream and a fold with the greatest version up to one; damaged ones are none.
  ///
  /// - Throws: where it cannot be looked for.
  func latest(of stream: StreamName, fold: String, through version: Int) throws -> Snapshot?

  /// Keeps a snapshot, in place of one of the same version; the oldest of its stream may go.
  ///
  /// - Throws: where it cannot be kept.
  func save(_ snapshot: Snapshot) throws
}

/// When snapshots are taken, beside on demand (``Repository/takeSnapshot(of:)``).
public struct SnapshotPolicy: Hashable, Sendable {
  /// So many events after the last one; nil for never by number.
  public var events: Int?
  /// So many seconds after the last one, by the events' times; nil for never by time.
  public var seconds: Int?
  /// At every save.
  public var onSave: Bool

  /// Only on demand.
  public static let onDemand = SnapshotPolicy()
  /// At every save.
  public static let onSave = SnapshotPolicy(onSave: true)

  /// At a load or a save that finds so many events since the last one.
  public static func every(events: Int) -> SnapshotPolicy { SnapshotPolicy(events: events) }

  /// At a load or a save that finds an event so many seconds behind the last one.
  public static func every(seconds: Int) -> SnapshotPolicy { SnapshotPolicy(seconds: seconds) }

  /// Any of several occasions.
  public init(events: Int? = nil, seconds: Int? = nil, onSave: Bool = false) {
    self.events = events
    self.seconds = seconds
    self.onSave = onSave
  }
}
