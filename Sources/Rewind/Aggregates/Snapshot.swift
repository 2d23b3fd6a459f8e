/// An aggregate's state at a version, and the event that led to it.
public struct Snapshot: Hashable, Sendable {
  /// The aggregate's stream.
  public var stream: StreamName
  /// What made it: a text of the aggregate's type and revision, the upcasters and the mapping.
  public var fold: String
  /// The version that it is the state at.
  public var version: Int
  /// The position of that version's event.
  public var position: Int
  /// The id of that event; nil where it has none.
  public var eventID: String?
  /// When that event was recorded; nil where it has no time.
  public var timestamp: Timestamp?
  /// The whole state: ``SnapshotAggregate/snapshot``.
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
