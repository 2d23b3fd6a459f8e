/// A category's number in an index: order of first appearance, from 0.
public struct CategoryID: Hashable, Sendable, Comparable {
  /// The number.
  public let rawValue: Int

  /// The only category of a log that has one.
  static let only = CategoryID(rawValue: 0)

  /// Makes the id of a number.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Orders categories by first appearance.
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
