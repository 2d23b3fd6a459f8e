/// When snapshots are taken, beside on demand (``Repository/takeSnapshot(of:)``).
public struct SnapshotPolicy: Hashable, Sendable {
  /// After how many events since the last snapshot; nil for not by number of events.
  public var events: Int?
  /// After how many seconds since the last snapshot, by the events' times; nil for not by time.
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
