internal import Synchronization

extension EventLog {
  /// Where a stream ends after all that was taken in.
  func head(of stream: StreamName) -> StreamHead {
    indexer.withLock { indexer in indexer.read { $0.head(of: stream) } }
  }

  /// Where the log ends after all that was taken in.
  var head: LogHead {
    indexer.withLock { indexer in
      indexer.read { LogHead(position: $0.lastPosition, timestamp: $0.lastTimestamp) }
    }
  }

  /// The first damaged line, and how many there are; nil where there is none.
  var damage: (first: Int, count: Int)? {
    indexer.withLock { indexer in
      indexer.read { index in index.damage.first.map { ($0.position, index.damage.count) } }
    }
  }

  /// The first event with a position, as the log numbers it, not above those before it; nil where there is
  /// none.
  var disorder: (position: Int, file: String)? {
    let disorder = indexer.withLock { indexer in
      indexer.read { index in
        index.disorder.map { (index.shownPosition($0), index.lines.location($0 - 1).file) }
      }
    }
    return disorder.map { place in (place.0, reading.withLock { $0.cursors[place.1].file.name }) }
  }

  /// Takes in lines that were written at the end of the last file, without reading them.
  ///
  /// Where a reader was faster, it looks at the file instead; if that fails, the next refresh does.
  func ingest(_ placed: PlacedAppends, _ bytes: UnsafeRawBufferPointer, at offset: Int) {
    let isDone = reading.withLock { reading in
      let file = reading.cursors.count - 1
      guard file >= 0, reading.cursors[file].end == offset else { return false }
      indexer.withLock { $0.add(placed, file: file, from: offset) }
      reading.cursors[file].move(over: bytes)
      noteTakenIn()
      return true
    }
    if !isDone { _ = try? refresh() }
  }
}

extension LogIndexer {
  fileprivate mutating func add(_ placed: PlacedAppends, file: Int, from offset: Int) {
    dropPending()
    begin(file)
    var offset = offset
    var next = 0
    for append in placed.appends {
      let stream = number(of: append.stream)
      var type = ""
      var typeNumber: UInt32 = 0
      for (index, event) in append.events.enumerated() {
        if index == 0 || !event.type.hasBytes(of: type) {
          type = event.type
          typeNumber = number(ofType: type)
        }
        let length = placed.lengths[next]
        add(
          ScannedLine(
            offset: offset, length: length - 1, time: append.timestamp.microseconds,
            version: Int64(append.version + index), position: Int64(append.position + index),
            stream: stream, type: typeNumber))
        offset += length
        next += 1
      }
    }
  }
}

extension LogIndex {
  fileprivate func head(of stream: StreamName) -> StreamHead {
    guard let id = streamID(named: stream.rawValue) else { return StreamHead() }
    let facts = streams.facts[id.rawValue]
    let count = Int(facts.count)
    let version =
      count == 0 ? 0 : lines.versions.number(at: Int(facts.lastPosition) - 1) ?? count
    return StreamHead(id: id, eventCount: count, version: version)
  }

  /// The last position; 0 in an empty log.
  var lastPosition: Int { eventCount == 0 ? 0 : shownPosition(eventCount) }

  /// The time of the last event that has one.
  fileprivate var lastTimestamp: Timestamp? {
    eventCount == 0 ? nil : lines.timestamp(eventCount - 1)
  }
}
