internal import Synchronization

/// Scans chunks on one thread at a time, and knows which numbers its own names have in the feed.
///
/// `scanner` is used by the thread that the worker was given to, `streams` and `types` by the one that
/// puts the chunks together; the feed never does both at once.
final class FeedWorker: @unchecked Sendable {
  private var scanner: ChunkScanner
  private(set) var streams: [UInt32] = []
  private(set) var types: [UInt32] = []

  init(_ log: EventLog, number: Int) {
    scanner = ChunkScanner(
      worker: number, files: log.files, mapping: log.compiledMapping, isStore: log.isStore,
      keepsBytes: true)
  }

  /// Scans chunks until none is left.
  func scan(_ file: LogFile, _ work: FeedWork) {
    while let number = work.take() {
      work.put(
        Result { () throws(LogFileError) in
          try scanner.scan(file, range: work.ranges[number], size: file.size)
        }, at: number)
    }
  }

  /// Learns the feed's numbers of the names that are new in a chunk.
  func learn(_ chunk: ScannedChunk, _ names: FeedNames, _ facts: inout FeedNames.Facts) {
    for stream in chunk.newStreams { streams.append(names.number(of: stream, &facts)) }
    for type in chunk.newTypes { types.append(names.number(ofType: type, &facts)) }
  }
}

/// Chunks to be scanned, taken one by one, and what became of them.
final class FeedWork: Sendable {
  let ranges: [Range<Int>]
  private let state: Mutex<State>

  private struct State {
    var next = 0
    var results: [Result<ScannedChunk, LogFileError>?]
  }

  init(_ ranges: [Range<Int>]) {
    self.ranges = ranges
    state = Mutex(State(results: ranges.map { _ in nil }))
  }

  func take() -> Int? {
    state.withLock { state in
      guard state.next < ranges.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  func put(_ result: Result<ScannedChunk, LogFileError>, at number: Int) {
    state.withLock { $0.results[number] = result }
  }

  /// The chunks in order, once all are scanned.
  func results() throws(LogFileError) -> [ScannedChunk] {
    let results = state.withLock { $0.results }
    var chunks: [ScannedChunk] = []
    for result in results {
      if let result { chunks.append(try result.get()) }
    }
    return chunks
  }
}
