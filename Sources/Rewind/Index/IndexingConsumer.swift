internal import Synchronization

/// Takes what a refresh scans into a log's index, a file after the other, and says how far it is.
struct IndexingConsumer: ChunkConsumer {
  private var scanned = ScannedEnd()
  /// Whether the refresh was told to stop.
  private(set) var isStopped = false

  private let log: EventLog
  private let bytesInAll: Int
  private let report: @Sendable (IndexingProgress) -> Bool
  private var file = 0
  private var bytesRead = 0
  /// The index is shown when it has so many lines.
  private var nextSnapshot: Int

  /// Behind the last line that was taken in of the file at hand.
  var end: Int { scanned.offset }

  /// Begins a refresh that has so many bytes to take in.
  ///
  /// - Parameter report: told of each chunk that was taken in; false stops the refresh.
  init(
    _ log: EventLog, bytesInAll: Int, report: @escaping @Sendable (IndexingProgress) -> Bool
  ) {
    self.log = log
    self.bytesInAll = bytesInAll
    self.report = report
    nextSnapshot = log.indexer.withLock { $0.eventCount } + 1
  }

  /// Goes on with a file at an offset.
  mutating func begin(_ file: Int, at offset: Int) {
    (self.file, scanned) = (file, ScannedEnd(offset))
  }

  mutating func take(_ chunk: ScannedChunk, from worker: ScanWorker) -> Bool {
    let before = end
    scanned.take(chunk)
    bytesRead += end - before
    var progress = IndexingProgress(bytesRead: bytesRead, bytesInAll: bytesInAll)
    log.indexer.withLock { indexer in
      indexer.begin(file)
      indexer.add(chunk, from: worker)
      // A snapshot is worth its cost where the index is half as large again as at the last one.
      let count = indexer.eventCount
      guard count >= nextSnapshot, !indexer.mayBeReordered else { return }
      progress.index = indexer.snapshot()
      nextSnapshot = count + count / 2
    }
    isStopped = !report(progress)
    return !isStopped
  }
}
