internal import Platform
internal import Synchronization

/// Scans chunks on one thread at a time, and knows which numbers the consumer gave its names.
final class ScanWorker: Sendable {
  /// The numbers that the consumer gave to a worker's streams and types, in the order of the worker's.
  struct Numbers: Sendable {
    fileprivate(set) var streams: [UInt32] = []
    fileprivate(set) var types: [UInt32] = []
  }

  private let scanner: Mutex<ChunkScanner>
  private let numbers = Mutex(Numbers())

  /// A worker for one consumer, which is told each name once and gives it a number then.
  ///
  /// - Parameter keepsBytes: whether chunks hold their lines' bytes.
  init(_ files: any LogFiles, _ mapping: CompiledMapping, keepsBytes: Bool) {
    scanner = Mutex(ChunkScanner(files, mapping, keepsBytes: keepsBytes))
  }

  /// One for each thread that scans.
  static func all(
    _ files: any LogFiles, _ mapping: CompiledMapping, keepsBytes: Bool
  ) -> [ScanWorker] {
    (0..<Processors.workers).map { _ in ScanWorker(files, mapping, keepsBytes: keepsBytes) }
  }

  /// Scans the lines that begin in a range of a file.
  func scan(_ file: LogFile, _ range: Range<Int>) throws(LogFileError) -> ScannedChunk {
    try scanner.withLock { scanner throws(LogFileError) in
      try scanner.scan(file, range: range, size: file.size)
    }
  }

  /// The consumer's numbers of all names so far, those of a chunk's new names among them.
  ///
  /// Called for each chunk, in the order in which the worker scanned them.
  func numbers(
    through chunk: ScannedChunk, in consumer: inout some LineConsumer & ~Copyable
  ) -> Numbers {
    numbers.withLock { numbers in
      for stream in chunk.newStreams { numbers.streams.append(consumer.number(of: stream)) }
      for type in chunk.newTypes { numbers.types.append(consumer.number(ofType: type)) }
      return numbers
    }
  }
}
