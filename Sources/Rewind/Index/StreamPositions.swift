internal import Platform

/// The positions of one stream's events, in order.
public struct StreamPositions: RandomAccessCollection, Sendable {
  /// The positions of a stream without events.
  static let none = StreamPositions(packed: .empty, range: 0..<0, recent: [])

  let packed: PackedPostings
  let range: Range<Int>
  let recent: [UInt32]

  /// The first index: 0, which is version 1.
  public var startIndex: Int { 0 }

  /// How many events the stream has.
  public var endIndex: Int { range.count + recent.count }

  /// The position of version `index + 1`.
  public subscript(index: Int) -> Int {
    index < range.count
      ? Int(packed.positions[range.lowerBound + index]) : Int(recent[index - range.count])
  }

  /// How many of the positions are at or before a position.
  package func countUpTo(_ position: Int) -> Int {
    partitioningIndex { $0 > position }
  }
}
