/// Where one is, for moments that are told from there.
public struct MomentContext: Hashable, Sendable {
  /// The version one is at, as it is shown; 0 before the first event.
  public var version: Int
  /// The stream's last version, as it is shown.
  public var lastVersion: Int
  /// The time of the event one is at; nil where there is none.
  public var time: Timestamp?
  /// The present.
  public var now: Timestamp

  /// Says where one is.
  public init(version: Int, lastVersion: Int, time: Timestamp?, now: Timestamp) {
    self.version = version
    self.lastVersion = lastVersion
    self.time = time
    self.now = now
  }
}
