internal import Synchronization

/// How far a refresh has come.
public struct IndexingProgress: Sendable {
  /// The bytes taken in by this refresh.
  public var bytesRead: Int
  /// The bytes that there were to take in when it began.
  public var bytesInAll: Int
  /// The index so far, where it has grown by enough to be worth showing.
  public var index: LogIndex?
}

/// Counts what a refresh has taken in, and says when a snapshot is worth its cost.
final class ScanMeter: Sendable {
  private let bytesInAll: Int
  private let state: Mutex<State>

  private struct State {
    var bytesRead = 0
    var end = 0
    var endsInLine = false
    var nextSnapshot: Int
    var isStopped = false
  }

  init(bytesInAll: Int, eventCount: Int) {
    self.bytesInAll = bytesInAll
    state = Mutex(State(nextSnapshot: eventCount + 1))
  }

  /// Where the lines end that were taken in of the file at hand.
  var end: Int { state.withLock { $0.end } }

  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Begins with a file at an offset.
  func begin(at offset: Int) {
    state.withLock {
      $0.end = offset
      $0.endsInLine = false
    }
  }

  /// Counts a chunk, and takes a snapshot where the index is half as large again as at the last one.
  func note(_ chunk: ScannedChunk, _ indexer: inout LogIndexer) -> IndexingProgress {
    state.withLock { state in
      if !state.endsInLine {
        state.bytesRead += chunk.end - state.end
        state.end = chunk.end
        state.endsInLine = chunk.endsInLine
      }
      var report = IndexingProgress(bytesRead: state.bytesRead, bytesInAll: bytesInAll)
      let count = indexer.index.eventCount
      if count >= state.nextSnapshot {
        report.index = indexer.snapshot()
        state.nextSnapshot = count + count / 2
      }
      return report
    }
  }

  /// Remembers whether the refresh is to go on.
  func goOn(_ goesOn: Bool) -> Bool {
    state.withLock {
      if !goesOn { $0.isStopped = true }
      return !$0.isStopped
    }
  }
}
