import Explorer
import Rewind

/// The places of a range that a log has: what a search looks at, in which order.
struct SearchedRange {
  /// The versions, or positions; none where the log has none of them.
  let places: Range<Int>
  private let positions: StreamPositions?

  init(_ range: EventRange, in index: LogIndex) {
    let asked = Range(range.places)
    guard let stream = range.stream else {
      positions = nil
      places = asked.clamped(to: 1..<index.eventCount + 1)
      return
    }
    let known = index.contains(stream) ? index.positions(of: stream) : nil
    positions = known
    places = asked.clamped(to: 1..<(known?.count ?? 0) + 1)
  }

  /// Where in the log a place is.
  func position(of place: Int) -> Int { positions.map { $0[place - 1] } ?? place }

  /// The place of the last of as many hits as a search asks for; fewer where there are no more.
  func place(
    _ direction: Find.Direction, count: Int, where isHit: (Int) throws -> Bool
  ) rethrows -> Int? {
    var left = max(1, count)
    var last: Int?
    let order =
      direction == .forward
      ? stride(from: places.lowerBound, to: places.upperBound, by: 1)
      : stride(from: places.upperBound - 1, to: places.lowerBound - 1, by: -1)
    for place in order where try isHit(place) {
      last = place
      left -= 1
      if left == 0 { break }
    }
    return last
  }

  /// The places cut into batches, in the order of a search.
  func batches(of size: Int, _ direction: Find.Direction = .forward) -> [Range<Int>] {
    let batches = stride(from: places.lowerBound, to: places.upperBound, by: size).map {
      $0..<min($0 + size, places.upperBound)
    }
    return direction == .forward ? batches : batches.reversed()
  }
}
