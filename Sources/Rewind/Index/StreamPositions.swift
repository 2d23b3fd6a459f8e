internal import Platform

/// The positions of one stream's events, in order.
public struct StreamPositions: RandomAccessCollection, Sendable {
  /// The positions of a stream without events.
  static let none = StreamPositions([])

  private let mapped: MappedPositions?
  private let mappedCount: Int
  private let packed: PackedPostings
  private let range: Range<Int>
  private let recent: [UInt32]

  /// Positions that are on disk, then those of a range of packed ones, then others.
  init(mapped: MappedPositions?, packed: PackedPostings, range: Range<Int>, recent: [UInt32]) {
    self.mapped = mapped
    mappedCount = mapped?.count ?? 0
    (self.packed, self.range, self.recent) = (packed, range, recent)
  }

  /// Positions in memory.
  init(_ positions: [UInt32]) {
    self.init(mapped: nil, packed: .empty, range: 0..<0, recent: positions)
  }

  /// The first index: 0, which is version 1.
  public var startIndex: Int { 0 }

  /// How many events the stream has.
  public var endIndex: Int { mappedCount + range.count + recent.count }

  /// The position of version `index + 1`.
  public subscript(index: Int) -> Int {
    if index < mappedCount, let mapped { return mapped[index] }
    let index = index - mappedCount
    return index < range.count
      ? Int(packed.positions[range.lowerBound + index]) : Int(recent[index - range.count])
  }

  /// How many of the positions are at or before a position.
  package func countUpTo(_ position: Int) -> Int {
    partitioningIndex { $0 > position }
  }
}
