internal import Platform
internal import Synchronization

/// Scans a range of a file on both cores and hands the chunks on in order.
final class ParallelScan: Sendable {
  static let chunkSize = 1 << 20
  static let workers = 2

  private let files: any LogFiles
  private let file: LogFile
  private let mapping: CompiledMapping
  private let isStore: Bool
  private let progress = Mutex(Progress())

  private struct Progress {
    /// The next chunk that nobody has taken.
    var next = 0
    /// Scanned chunks that wait for the ones before them.
    var waiting: [Int: ScannedChunk] = [:]
    var handedOn = 0
    var isHandingOn = false
    var isStopped = false
    var failure: LogFileError?
  }

  init(files: any LogFiles, file: LogFile, mapping: CompiledMapping, isStore: Bool) {
    self.files = files
    self.file = file
    self.mapping = mapping
    self.isStore = isStore
  }

  /// Scans from an offset to the file's size.
  ///
  /// The consumer is called on one thread at a time, in the order of the file, and returns false to
  /// stop the scan.
  func run(
    from start: Int, consumer: @escaping @Sendable (ScannedChunk) -> Bool
  ) throws(LogFileError) {
    let count = (file.size - start + Self.chunkSize - 1) / Self.chunkSize
    runOnThreads(min(Self.workers, count)) { [self] worker in
      var scanner = ChunkScanner(worker: worker, files: files, mapping: mapping, isStore: isStore)
      while let number = take(below: count) {
        let lower = start + number * Self.chunkSize
        let range = lower..<min(lower + Self.chunkSize, file.size)
        do throws(LogFileError) {
          put(try scanner.scan(file, range: range, size: file.size), at: number)
        } catch {
          return fail(error)
        }
        handOn(to: consumer)
      }
    }
    if let failure = progress.withLock({ $0.failure }) { throw failure }
  }

  private func take(below count: Int) -> Int? {
    progress.withLock { progress in
      guard !progress.isStopped, progress.next < count else { return nil }
      progress.next += 1
      return progress.next - 1
    }
  }

  private func put(_ chunk: ScannedChunk, at number: Int) {
    progress.withLock { $0.waiting[number] = chunk }
  }

  private func fail(_ error: LogFileError) {
    progress.withLock {
      $0.failure = error
      $0.isStopped = true
    }
  }

  /// Hands on what is next in order, unless another thread is at it.
  private func handOn(to consumer: (ScannedChunk) -> Bool) {
    while let chunk = beginHandingOn() {
      let goesOn = consumer(chunk)
      progress.withLock {
        $0.isHandingOn = false
        if !goesOn { $0.isStopped = true }
      }
    }
  }

  private func beginHandingOn() -> ScannedChunk? {
    progress.withLock { progress in
      guard !progress.isHandingOn, !progress.isStopped,
        let chunk = progress.waiting.removeValue(forKey: progress.handedOn)
      else { return nil }
      progress.handedOn += 1
      progress.isHandingOn = true
      return chunk
    }
  }
}
