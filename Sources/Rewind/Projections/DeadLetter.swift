/// An event that a projection could not take in, kept until it is retried.
public struct DeadLetter: Hashable, Sendable {
  /// Where the event is in the log.
  public var position: Int
  /// The key of its partition; nil for a damaged line, which has none.
  public var key: String?
  /// Why it is kept: what the projection said, or which event of its partition it waits for.
  public var reason: String
  /// Whether the event itself failed; false for a later one of its partition, which waits.
  public var hasFailed: Bool

  /// Describes a dead letter.
  public init(position: Int, key: String?, reason: String, hasFailed: Bool) {
    self.position = position
    self.key = key
    self.reason = reason
    self.hasFailed = hasFailed
  }
}
