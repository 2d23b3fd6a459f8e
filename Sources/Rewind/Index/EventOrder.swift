/// In which order the events of a stream are taken.
public enum EventOrder: Hashable, Sendable {
  /// As they lie in the log.
  case asLogged
  /// In the order of the versions that the log gives them, which is another than that in the log.
  case byVersion
  /// As they lie in the log, though their versions fall there: some versions are missing or there twice.
  case unclear
}

extension LogIndex {
  /// In which order the events of a stream are taken: as they lie in the log, save where the log gives them
  /// versions of its own that are in another order, with none missing and none twice.
  public func order(of stream: StreamID) -> EventOrder {
    guard versionsFall(in: stream) else { return .asLogged }
    return versionOrder(of: stream) == nil ? .unclear : .byVersion
  }

  /// The greatest version of a stream whose event is at or before a position; 0 where there is none.
  ///
  /// O(log n) where the events are taken as they lie in the log.
  public func version(upTo position: Int, in stream: StreamID) -> Int {
    guard let ordered = versionOrder(of: stream)?.positions else {
      return loggedPositions(of: stream).countUpTo(position)
    }
    return (ordered.lastIndex { $0 <= position } ?? -1) + 1
  }

  /// The positions of a stream's events as they lie in the log.
  package func loggedPositions(of stream: StreamID) -> StreamPositions {
    guard stream.rawValue < streams.count else { return .none }
    return postings.positions(of: stream, last: streams.facts[stream.rawValue].lastPosition)
  }

  /// Which of its stream's events the one at a position is, as they lie in the log; 0 for a damaged line.
  func countedVersion(at position: Int) -> Int {
    self[position].stream.map { loggedPositions(of: $0).countUpTo(position) } ?? 0
  }

  /// How many streams have events that do not lie in the log in the order of their versions.
  package var streamsOutOfOrder: Int {
    eventsOutOfOrder == 0 ? 0 : streams.facts.all().count { $0.versionsFall }
  }

  /// Where to read the event that takes its stream's turn at a position: the event there, save in a stream
  /// that is taken in the order of its versions.
  package func positionInTurn(at position: Int) -> Int {
    guard let stream = self[position].stream, let order = versionOrder(of: stream) else {
      return position
    }
    return order.positions[countedVersion(at: position) - 1]
  }

  /// How a stream is ordered by its versions; nil where it is taken as it lies in the log.
  func versionOrder(of stream: StreamID) -> VersionOrder? {
    guard versionsFall(in: stream) else { return nil }
    let count = Int(streams.facts[stream.rawValue].count)
    return versionOrders.order(of: stream, count: count) {
      let logged = loggedPositions(of: stream)
      let numbers = logged.enumerated().map { place, position in
        lines.versions.number(at: position - 1) ?? place + 1
      }
      return VersionOrder(numbers, at: logged)
    }
  }

  private func versionsFall(in stream: StreamID) -> Bool {
    stream.rawValue < streams.count && streams.facts[stream.rawValue].versionsFall
  }
}
