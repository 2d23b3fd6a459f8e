/// The place in a log up to which a read model is complete, and what tells that log from another.
public struct Checkpoint: Hashable, Sendable {
  /// The position of the last event taken in; 0 before the first.
  public var position: Int
  /// A digest of the line at that position; empty before the first.
  public var lineDigest: String

  /// Before the first event.
  public static let start = Checkpoint(position: 0, lineDigest: "")

  /// Marks a place.
  public init(position: Int, lineDigest: String) {
    self.position = position
    self.lineDigest = lineDigest
  }
}
