internal import Platform

/// The numbers that the log itself gives.
extension LogIndex {
  /// The version to show for the event at a position: the log's own, where it has one.
  public func shownVersion(at position: Int) -> Int {
    lines.versions.number(at: position - 1) ?? countedVersion(at: position)
  }

  /// The version to show for a version of a stream, which must be there; 0 is before the first.
  ///
  /// Before the first event stands one less than the first shown version, at most 0.
  public func shownVersion(_ version: Int, of stream: StreamID) -> Int {
    let positions = positions(of: stream)
    guard version >= 1 else {
      return positions.isEmpty ? 0 : min(0, shownVersion(at: positions[0]) - 1)
    }
    if let order = versionOrder(of: stream) { return order.first + version - 1 }
    return lines.versions.number(at: positions[version - 1] - 1) ?? version
  }

  /// The position to show for the line at a position: the log's own, where it has one.
  public func shownPosition(_ position: Int) -> Int {
    lines.positions.number(at: position - 1) ?? position
  }

  /// The first version in a stream that is shown as a number; nil where none is.
  ///
  /// O(log n) where the shown versions of the stream never fall.
  public func version(shown number: Int, in stream: StreamID) -> Int? {
    let positions = positions(of: stream)
    if lines.versions.isEmpty { return (0...positions.count).contains(number) ? number : nil }
    if let order = versionOrder(of: stream) {
      // Where they are too far apart for a number, the difference is negative.
      let place = number &- order.first
      return positions.indices.contains(place)
        ? place + 1 : number == shownVersion(0, of: stream) ? 0 : nil
    }
    let version = (1..<positions.count + 1).first(
      shownAs: number, rises: !streams.facts[stream.rawValue].versionsFall
    ) { lines.versions.number(at: positions[$0 - 1] - 1) ?? $0 }
    return version ?? (number == shownVersion(0, of: stream) ? 0 : nil)
  }

  /// The first position that is shown as a number; nil where none is.
  ///
  /// O(log n) where the shown positions never fall.
  public func position(shown number: Int) -> Int? {
    let positions = 1..<eventCount + 1
    if lines.positions.isEmpty { return positions.contains(number) ? number : nil }
    return positions.first(shownAs: number, rises: !positionsFall, shownPosition)
  }
}

extension Range<Int> {
  /// The first element that is shown as a number; nil where none is.
  ///
  /// - Parameter rises: whether what the elements are shown as never falls.
  fileprivate func first(
    shownAs number: Int, rises: Bool, _ shown: (Int) -> Int
  ) -> Int? {
    guard rises else { return first { shown($0) == number } }
    let place = partitioningIndex { shown($0) >= number }
    return place < endIndex && shown(place) == number ? place : nil
  }
}
