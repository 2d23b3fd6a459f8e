/// A stream's number in an index: order of first appearance, from 0.
public struct StreamID: Hashable, Sendable, Comparable {
  /// The number.
  public let rawValue: Int

  /// Makes the id of a number.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Orders streams by first appearance.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
