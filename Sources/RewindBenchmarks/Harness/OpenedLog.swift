internal import Rewind
internal import SampleDomain

/// A log that has been read to its end.
struct OpenedLog {
  let log: EventLog
  let index: LogIndex
  /// The stream with the most events.
  let biggestStream: StreamID

  init(_ path: String) throws {
    log = try EventLog.open([path])
    try log.refresh()
    index = log.index
    var query = StreamQuery()
    query.sort = .events
    guard let biggest = index.streams(matching: query).first else {
      throw BenchError("\(path) has no events to measure")
    }
    biggestStream = biggest
  }

  /// A timeline of the biggest stream that knows nothing yet.
  func timeline() throws -> Timeline {
    let category = index.categoryName(index.stream(biggestStream).category)
    let fold = try FoldRegistry(aggregates: SampleDomain.aggregates).fold(forCategory: category)
    return Timeline(of: biggestStream, in: log.snapshot(), fold: fold)
  }
}
