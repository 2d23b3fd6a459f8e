internal import Synchronization

/// The events of a stream in the order of the versions that the log gives them.
struct VersionOrder {
  /// The lowest version.
  let first: Int
  let positions: StreamPositions

  /// Orders the events at some positions by their versions.
  ///
  /// Nil where a version between the lowest and the highest is missing, or one is there twice.
  init?(_ versions: [Int], at positions: StreamPositions) {
    guard let first = versions.min() else { return nil }
    self.first = first
    var ordered = [UInt32](repeating: 0, count: versions.count)
    for (version, position) in zip(versions, positions) {
      // Where they are too far apart for a number, the difference is negative.
      let place = version &- first
      guard ordered.indices.contains(place), ordered[place] == 0 else { return nil }
      ordered[place] = UInt32(position)
    }
    self.positions = StreamPositions(ordered)
  }
}

/// The streams whose versions fall, each ordered when it is first asked for.
final class VersionOrders: Sendable {
  private let known = Mutex<[StreamID: (count: Int, order: VersionOrder?)]>([:])

  /// The order of a stream that has so many events, nil where it has none; made where it is not known.
  func order(of stream: StreamID, count: Int, _ make: () -> VersionOrder?) -> VersionOrder? {
    if let (known, order) = known.withLock({ $0[stream] }), known == count { return order }
    let order = make()
    known.withLock { $0[stream] = (count, order) }
    return order
  }
}
