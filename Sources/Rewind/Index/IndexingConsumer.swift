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
  private var parts: IndexParts

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
    let count = log.indexer.withLock { $0.eventCount }
    nextSnapshot = count + 1
    parts = IndexParts(of: log, from: count)
  }

  /// Goes on with a file at an offset.
  ///
  /// - Parameter found: what was read of the log's files before it.
  mutating func begin(_ file: Int, at offset: Int, behind found: EventLog.FilesRead) {
    (self.file, scanned) = (file, ScannedEnd(offset))
    parts.begin(file, behind: found)
  }

  mutating func take(_ chunk: ScannedChunk, from worker: ScanWorker) -> Bool {
    let before = end
    scanned.take(chunk)
    bytesRead += end - before
    var progress = IndexingProgress(bytesRead: bytesRead, bytesInAll: bytesInAll)
    let count = log.indexer.withLock { indexer in
      indexer.begin(file)
      indexer.add(chunk, from: worker)
      return indexer.eventCount
    }
    let isPartKept = parts.keep(ofLines: count, end: end)
    // A snapshot is worth its cost where the index is half as large again as at the last one. Where parts are
    // written it is of what is on disk, and holds nothing in memory.
    if count >= nextSnapshot, isPartKept || !parts.hasBegun {
      progress.index = log.indexer.withLock { $0.mayBeReordered ? nil : $0.snapshotOnDisk() }
      nextSnapshot = count + count / 2
    }
    isStopped = !report(progress)
    return !isStopped
  }
}
