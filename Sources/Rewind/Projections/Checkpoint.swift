/// The place in a log up to which a read model is complete, and what tells that log from another.
public struct Checkpoint: Hashable, Sendable {
  /// The position of the last event taken in; 0 before the first.
  public var position: Int
  /// A digest of the line at that position, and of the order of the files where several gave the lines
  /// before it; empty before the first.
  public var lineDigest: String

  /// Before the first event.
  public static let start = Checkpoint(position: 0, lineDigest: "")

  /// Marks a place.
  public init(position: Int, lineDigest: String) {
    self.position = position
    self.lineDigest = lineDigest
  }

  /// Marks the place behind a line.
  init(position: Int, line: [UInt8], order: LineOrder) {
    self.init(position: position, lineDigest: LineDigest.of(line) + order.text)
  }
}
