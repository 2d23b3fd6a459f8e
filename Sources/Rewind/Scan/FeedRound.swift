internal import Synchronization

/// A stretch of a file that is made a batch: scanned chunk by chunk, put together in order.
///
/// Any number of threads may work on it at once, each with a worker of its own; while one puts chunks
/// together, the others go on scanning.
final class FeedRound: Sendable {
  /// Small enough that a chunk's bytes are still in a core's cache when they are folded.
  static let chunkSize = 1 << 20

  let file: LogFile
  let range: Range<Int>
  private let chunks: [Range<Int>]
  private let workers: [FeedWorker]
  private let builder: Mutex<BatchBuilder>
  private let state: Mutex<State>

  private struct State {
    /// The next chunk that nobody has taken.
    var next = 0
    /// Scanned chunks that wait for the ones before them.
    var waiting: [Int: ScannedChunk] = [:]
    var assembled = 0
    var isAssembling = false
    var failure: LogFileError?
  }

  init(
    _ file: LogFile, _ range: Range<Int>, workers: [FeedWorker], settings: FeedSettings,
    firstPosition: Int
  ) {
    self.file = file
    self.range = range
    self.workers = workers
    chunks = stride(from: range.lowerBound, to: range.upperBound, by: Self.chunkSize).map {
      $0..<min($0 + Self.chunkSize, range.upperBound)
    }
    builder = Mutex(
      BatchBuilder(
        settings, firstPosition: firstPosition, file: file, start: range.lowerBound,
        length: range.count))
    state = Mutex(State())
  }

  /// How many chunks nobody has taken yet.
  var chunksLeft: Int { state.withLock { chunks.count - $0.next } }

  /// Scans chunks, as the worker of a number, until none is left.
  func work(as number: Int) {
    while let chunk = take() {
      do throws(LogFileError) {
        let scanned = try workers[number].scan(file, chunks[chunk])
        state.withLock { $0.waiting[chunk] = scanned }
      } catch {
        state.withLock {
          $0.failure = error
          $0.next = chunks.count
        }
      }
      assemble()
    }
  }

  /// What was put together, once nobody works on it any more and all chunks are scanned.
  func finish() throws(LogFileError) -> BatchBuilder {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    return builder.withLock { $0 }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < chunks.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// Puts together what is next in order, unless another thread is at it.
  private func assemble() {
    while let chunk = beginAssembling() {
      builder.withLock { $0.add(chunk, from: workers[chunk.worker]) }
      state.withLock { $0.isAssembling = false }
    }
  }

  private func beginAssembling() -> ScannedChunk? {
    state.withLock { state in
      guard !state.isAssembling,
        let chunk = state.waiting.removeValue(forKey: state.assembled)
      else { return nil }
      state.assembled += 1
      state.isAssembling = true
      return chunk
    }
  }
}
