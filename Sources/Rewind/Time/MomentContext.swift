/// The place that relative moments, such as `+5` and `-1h`, count from.
public struct MomentContext: Hashable, Sendable {
  /// The current version, as it is shown; 0 before the first event.
  public var version: Int
  /// The lowest version that a step leads to, as it is shown: that before the first event, where steps lead
  /// there.
  public var firstVersion: Int
  /// The stream's last version, as it is shown.
  public var lastVersion: Int
  /// The time of the current event; nil where there is none.
  public var time: Timestamp?
  /// The present.
  public var now: Timestamp

  /// Describes a place.
  public init(
    version: Int, firstVersion: Int = 0, lastVersion: Int, time: Timestamp?, now: Timestamp
  ) {
    self.version = version
    self.firstVersion = firstVersion
    self.lastVersion = lastVersion
    self.time = time
    self.now = now
  }
}
