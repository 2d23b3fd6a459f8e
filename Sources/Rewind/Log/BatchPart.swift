/// Which line of an append this is: the `index`th of `count`, from 1.
struct BatchPart: Hashable, Sendable {
  /// The most events that one append holds.
  static let limit = 10_000

  var index: UInt16
  var count: UInt16
}

extension BatchPart {
  /// A part that can be: within its append, and the append within the limit.
  init?(checking index: Int, of count: Int) {
    guard count > 1, count <= Self.limit, index >= 1, index <= count else { return nil }
    self.init(index: UInt16(index), count: UInt16(count))
  }
}
