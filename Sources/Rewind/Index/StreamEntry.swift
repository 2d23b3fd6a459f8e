/// What an index knows of one stream.
public struct StreamEntry: Hashable, Sendable {
  /// The stream's number.
  public let id: StreamID
  /// The stream's name.
  public let name: StreamName
  /// The category it belongs to.
  public let category: CategoryID
  /// How many events it has.
  public let eventCount: Int
  /// Where its first event is.
  public let firstPosition: Int
  /// Where its last event is.
  public let lastPosition: Int
  /// The time of its last event, where the log has times.
  public let lastTimestamp: Timestamp?
}
