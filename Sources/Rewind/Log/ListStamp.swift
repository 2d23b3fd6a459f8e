/// A stamp of the list of a log's files: two stamps are equal only where the list has not changed.
public struct ListStamp: Hashable, Sendable {
  private let high: Int
  private let low: Int

  /// Makes a stamp of numbers that change with the list.
  public init(_ high: Int, _ low: Int = 0) {
    self.high = high
    self.low = low
  }
}
