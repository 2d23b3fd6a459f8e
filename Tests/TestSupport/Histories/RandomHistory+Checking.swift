internal import Rewind

extension RandomHistory {
  /// A log open for reading, as in a process of its own.
  private func reader() throws -> EventLog {
    let log = FileEventStore(storage: storage, name: "bank").log
    try log.refresh()
    return log
  }

  /// Whatever stands at the log's end, readers see the acknowledged events and no others.
  func checkCounts() throws {
    let index = try reader().index
    guard index.eventCount == model.events.count, index.damagedPositions.isEmpty else {
      throw HistoryFailure(
        "a reader sees \(index.eventCount) events of \(model.events.count), damaged "
          + "\(index.damagedPositions)")
    }
  }

  /// The log, its index and what is derived from them are as the model.
  func checkAll() throws {
    let log = try reader()
    try checkEvents(log)
    try checkIndex(log.index)
    try checkReadModel()
    // Snapshots have random histories of their own, in SnapshotTests.
  }

  private func checkEvents(_ log: EventLog) throws {
    guard !model.events.isEmpty else { return }
    let events = try log.events(at: Array(1...model.events.count)).compactMap(\.record)
    let lines = events.map {
      HistoryModel.text(
        $0.shownPosition, $0.stream, $0.shownVersion, $0.type, $0.id, $0.timestamp, $0.data,
        $0.metadata)
    }
    guard lines == model.lines else {
      let (expected, given) = (model.lines.joined(separator: "\n"), lines.joined(separator: "\n"))
      throw HistoryFailure(LineDifference.text(expected, given))
    }
    try LogVerifier(log.snapshot()).run(deep: true) { problem in
      guard problem.kind == .tornTail else { throw HistoryFailure(problem.message) }
    }
  }

  private func checkIndex(_ index: LogIndex) throws {
    let streams = Dictionary(grouping: zip(1..., model.events), by: \.1.stream)
    // One whose only events are of an append that never was finished is there, without events.
    let known = index.streams(matching: StreamQuery()).filter { index.stream($0).eventCount > 0 }
    guard known.count == streams.count else {
      throw HistoryFailure("\(known.count) streams of \(streams.count)")
    }
    for (name, events) in streams {
      guard let id = index.streamID(named: name.rawValue),
        Array(index.positions(of: id)) == events.map(\.0),
        index.stream(id).eventCount == events.count,
        index.stream(id).lastTimestamp == events.last?.1.timestamp
      else { throw HistoryFailure("the index has another stream \(name)") }
    }
    let types = Dictionary(grouping: model.events, by: \.event.type)
    for (type, events) in types
    where index.typeID(named: type).map(index.eventCount(ofType:)) != events.count {
      throw HistoryFailure("the index has another count of \(type)")
    }
  }
}

// MARK: - Read models

extension RandomHistory {
  private func runner() throws -> ProjectionRunner {
    ProjectionRunner(source: try reader(), definition: definition, store: readModels)
  }

  /// Takes in what came since the last time.
  func project() throws {
    let result = try runner().run()
    guard result == .caughtUp(position: model.events.count) else {
      throw HistoryFailure("the projection ended as \(result)")
    }
    try checkReadModel()
  }

  /// Makes the read model anew.
  func rebuild() throws {
    _ = try runner().rebuild()
    guard
      try readModels.header(of: definition.name, .live)?.checkpoint.position == model.events.count
    else { throw HistoryFailure("the rebuild ended elsewhere") }
    try checkReadModel()
  }

  /// The rows are those of the events up to the read model's checkpoint.
  private func checkReadModel() throws {
    guard let header = try readModels.header(of: definition.name, .live) else { return }
    let page = try readModels.rows(RowQuery(limit: 1_000), of: definition, .live)
    let rows = Dictionary(
      uniqueKeysWithValues: page.rows.map { ($0[0].description, Array($0.dropFirst())) })
    let expected = model.sums(through: header.checkpoint.position)
    guard rows == expected else { throw HistoryFailure("rows \(rows), expected \(expected)") }
  }
}
