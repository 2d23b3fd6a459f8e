/// An event that a projection could not take in, kept until it is retried.
public struct DeadLetter: Hashable, Sendable {
  /// Where the event is in the log.
  public var position: Int
  /// The keys of its rows; none for a damaged line, and where they could not be told.
  public var keys: [String]
  /// Why it is kept: what the projection said, or that it waits for an event of one of its rows.
  public var reason: String
  /// Whether the event itself failed; false for a later one of its rows, which waits.
  public var hasFailed: Bool

  /// Describes a dead letter.
  public init(position: Int, keys: [String], reason: String, hasFailed: Bool) {
    self.position = position
    self.keys = keys
    self.reason = reason
    self.hasFailed = hasFailed
  }

  /// An event that failed.
  init(_ fault: FoldedEvents.Fault) {
    self.init(position: fault.position, keys: fault.keys, reason: fault.message, hasFailed: true)
  }

  /// An event that waits behind one that failed.
  init(waitingAt position: Int, keys: [String]) {
    self.init(
      position: position, keys: keys, reason: "behind the event of its row that failed",
      hasFailed: false)
  }
}
