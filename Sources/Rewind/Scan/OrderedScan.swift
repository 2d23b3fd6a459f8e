internal import Platform
internal import Synchronization

/// Takes in what a scan finds, a chunk at a time, in the order of the file.
protocol ChunkConsumer: Sendable {
  /// Takes in the next chunk; false ends the scan.
  mutating func take(_ chunk: ScannedChunk, from worker: ScanWorker) -> Bool
}

/// A stretch of a file that is scanned chunk by chunk, on several threads, and handed on in order.
///
/// Threads come and go: each that works on it scans chunks until none is left, and hands on what is
/// next in order unless another thread does so. A thread with nothing else to do calls ``run()``, which
/// brings threads of its own and gives the consumer back.
final class OrderedScan<Consumer: ChunkConsumer>: Sendable {
  let file: LogFile
  let range: Range<Int>
  private let workers: [ScanWorker]
  private let order: Mutex<ScanOrder<(chunk: ScannedChunk, worker: ScanWorker)>>
  /// Nil once it was given back.
  private let consumer: Mutex<Consumer?>

  /// Begins with the lines that start in a range of a file, which is read to its size.
  ///
  /// - Parameter workers: one for each thread that may work on it, and on nothing else meanwhile.
  init(_ file: LogFile, _ range: Range<Int>, workers: [ScanWorker], to consumer: Consumer) {
    self.file = file
    self.range = range
    self.workers = workers
    let size = ChunkScanner.chunkSize
    order = Mutex(ScanOrder(count: (range.count + size - 1) / size))
    self.consumer = Mutex(consumer)
  }

  /// Scans and hands on what is left, and gives the consumer back.
  ///
  /// After a ``failure``, the consumer has all chunks before that place. The workers must not be used again:
  /// the consumer lacks names that they believe it has.
  func run() -> Consumer {
    runOnThreads(min(workers.count, order.withLock { $0.left })) { self.work(as: $0) }
    guard let consumer = consumer.withLock({ $0.take() }) else {
      preconditionFailure("a scan runs once")
    }
    return consumer
  }

  /// Why the file could not be read to the end of the range.
  var failure: LogFileError? { order.withLock { $0.failure } }

  /// Scans chunks, as the worker of a number, until none is left.
  func work(as number: Int) {
    while true {
      switch order.withLock({ $0.take() }) {
      case .scan(let chunk): scan(chunk, with: workers[number])
      // The thread that hands on holds the consumer meanwhile.
      case .wait: consumer.withLock { _ in }
      case .end: return
      }
      handOn()
    }
  }

  private func scan(_ chunk: Int, with worker: ScanWorker) {
    do throws(LogFileError) {
      let scanned = try worker.scan(file, bytes(ofChunk: chunk))
      order.withLock { $0.put((scanned, worker), at: chunk) }
    } catch {
      order.withLock { $0.fail(error) }
    }
  }

  private func bytes(ofChunk number: Int) -> Range<Int> {
    let start = range.lowerBound + number * ChunkScanner.chunkSize
    return start..<min(start + ChunkScanner.chunkSize, range.upperBound)
  }

  private func handOn() {
    while let (chunk, worker) = order.withLock({ $0.beginHandingOn() }) {
      let shouldContinue = consumer.withLock { $0?.take(chunk, from: worker) ?? false }
      order.withLock { $0.endHandingOn(shouldContinue: shouldContinue) }
    }
  }
}
