@testable import Rewind

/// All that an index answers of a log, as lines to be compared.
func answers(of index: LogIndex) -> [String] {
  let streams = (0..<index.streamCount).map(StreamID.init(rawValue:))
  return summary(of: index) + streams.flatMap { answers(of: $0, in: index) }
    + (1..<index.eventCount + 1).map { answer(at: $0, in: index) } + lists(of: index)
}

/// Which of the events that a log finds carry some ids, as lines to be compared.
func linkAnswers(of log: EventLog) throws -> [String] {
  try linkedIDs(in: log).map { id in
    linkAnswer(of: id, in: try log.snapshot().events(carrying: id))
  }
}

/// The same of a log all of whose events are read for it.
func expectedLinkAnswers(of log: EventLog) throws -> [String] {
  let all = log.index.eventCount
  let events = try log.events(at: Array(1..<all + 1)).compactMap(\.record)
  return linkedIDs(in: log).map { id in linkAnswer(of: id, in: events) }
}

/// Ids of an ``IndexedLogFile``: of an event and a correlation, of many events, of none.
private func linkedIDs(in log: EventLog) -> [String] {
  let last = log.index.eventCount / 3 * 3
  return ["EVENT-3", "event-\(last)", "36", "no event"]
}

private func linkAnswer(of id: String, in events: [EventRecord]) -> String {
  let carriers = EventLink.allCases.map { link in
    events.filter { $0.carries(id, as: [link]) }.map(\.position)
  }
  return "\(id): \(carriers)"
}

private func summary(of index: LogIndex) -> [String] {
  let types = (0..<index.typeCount).map(TypeID.init(rawValue:)).map {
    "\(index.typeName($0)) \(index.eventCount(ofType: $0)) \(index.typeID(named: index.typeName($0)) == $0)"
  }
  let categories = index.categories.map { "\($0.name) \($0.streamCount) \($0.eventCount)" }
  return [
    "\(index.eventCount) lines, \(index.validCount) valid, \(index.unreadCount) unread",
    "damaged \(index.damagedPositions), aside \(index.movedAside), disorder \(String(describing: index.disorder))",
    "highest \(index.highestPosition), falls \(index.positionsFall), out of order \(index.eventsOutOfOrder)",
    "\(index.streamsOutOfOrder) streams out of order, times \(index.hasTimes) \(index.streams.timesFall)",
    "runs \(index.fileRunStarts)",
  ] + types + categories
}

private func answers(of stream: StreamID, in index: LogIndex) -> [String] {
  let entry = index.stream(stream)
  let positions = index.positions(of: stream)
  return [
    "\(entry.name) \(entry.category.rawValue) \(entry.eventCount) \(entry.firstPosition) \(entry.lastPosition)"
      + " \(String(describing: entry.lastTimestamp)) \(index.order(of: stream))"
      + " \(index.streamID(named: entry.name.rawValue) == stream)",
    "\(Array(positions)) \(positions.indices.map { index.shownVersion($0 + 1, of: stream) })",
  ]
}

private func answer(at position: Int, in index: LogIndex) -> String {
  let entry = index[position]
  let location = index.lines.location(position - 1)
  let numbers = [
    entry.stream?.rawValue ?? -1, entry.type?.rawValue ?? -1,
    Int(entry.timestamp?.microseconds ?? -1), location.file, location.offset, location.length,
    index.version(of: position), index.shownPosition(position),
    index.unreadRoles(at: position).count,
  ]
  return numbers.map { String($0) }.joined(separator: " ")
}

private func lists(of index: LogIndex) -> [String] {
  let sorts: [StreamSort] = [.name, .events, .recent]
  return sorts.flatMap { sort in
    ["", "a", "-1", "!b"].map { filter in
      "\(index.streams(matching: StreamQuery(filter: filter, sort: sort)).map(\.rawValue))"
    }
  } + ["\(index.streams(containing: "1", limit: 9).map(\.rawValue))"]
}
