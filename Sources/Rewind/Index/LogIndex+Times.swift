/// Versions and positions by time.
extension LogIndex {
  /// Whether any event has a time.
  public var hasTimes: Bool { streams.lastTime != .unknown }

  /// From the time of the log's first event to that of its last, or the other way round where times run backwards; nil
  /// where they have none.
  package var times: ClosedRange<Timestamp>? {
    guard hasTimes else { return nil }
    return times(from: 1, to: eventCount)
  }

  /// The same of some of the events, such as those of a stream.
  package func times(of positions: some RandomAccessCollection<Int>) -> ClosedRange<Timestamp>? {
    guard hasTimes, let first = positions.first, let last = positions.last else { return nil }
    return times(from: first, to: last)
  }

  private func times(from first: Int, to last: Int) -> ClosedRange<Timestamp>? {
    guard (1...max(1, eventCount)).contains(first), last <= eventCount,
      let start = self[first].timestamp, let end = self[last].timestamp
    else { return nil }
    return min(start, end)...max(start, end)
  }

  /// The greatest version of a stream with a time at or before an instant; 0 where there is none.
  ///
  /// O(log n) where the stream's times never fall.
  public func version(at instant: Timestamp, in stream: StreamID) -> Int {
    let positions = positions(of: stream)
    guard !positions.isEmpty, hasTimes else { return 0 }
    return lastPlace(
      upTo: positions.count, notAfter: instant,
      rises: !streams.facts[stream.rawValue].timesFall && order(of: stream) != .byVersion
    ) { lines.timestamp(positions[$0 - 1] - 1) }
  }

  /// The versions that a stream's state at an instant has though their time is after it, ascending.
  ///
  /// There are some where the stream's times run backwards. O(1) where they do not.
  public func versionsTooLate(at instant: Timestamp, in stream: StreamID) -> [Int] {
    guard streams.facts[stream.rawValue].timesFall || order(of: stream) == .byVersion else {
      return []
    }
    let positions = positions(of: stream)
    return (1..<version(at: instant, in: stream) + 1).filter {
      lines.timestamp(positions[$0 - 1] - 1).map { $0 > instant } ?? false
    }
  }

  /// The positions up to that at an instant whose time is after it, ascending.
  ///
  /// There are some where the log's times run backwards. O(1) where they do not.
  public func positionsTooLate(at instant: Timestamp) -> [Int] {
    guard streams.timesFall else { return [] }
    return (1..<position(at: instant) + 1).filter {
      lines.timestamp($0 - 1).map { $0 > instant } ?? false
    }
  }

  /// The greatest position with a time at or before an instant; 0 where there is none.
  ///
  /// O(log n) where the log's times never fall.
  public func position(at instant: Timestamp) -> Int {
    guard hasTimes else { return 0 }
    return lastPlace(upTo: eventCount, notAfter: instant, rises: !streams.timesFall) {
      lines.timestamp($0 - 1)
    }
  }

  /// The greatest place from 1 to `last` with a time at or before an instant; 0 where there is none.
  ///
  /// - Parameter rises: whether the times never fall from one place that has one to the next.
  private func lastPlace(
    upTo last: Int, notAfter instant: Timestamp, rises: Bool, time: (Int) -> Timestamp?
  ) -> Int {
    func isReached(_ place: Int) -> Bool { time(place).map { $0 <= instant } ?? false }
    guard rises else { return stride(from: last, to: 0, by: -1).first(where: isReached) ?? 0 }
    var (found, low, high) = (0, 1, last)
    while low <= high {
      let middle = (low + high) / 2
      guard let place = (low...middle).last(where: { time($0) != nil }) else {
        low = middle + 1
        continue
      }
      if isReached(place) { (found, low) = (place, middle + 1) } else { high = place - 1 }
    }
    return found
  }
}
