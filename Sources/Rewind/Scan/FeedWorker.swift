/// Scans chunks on one thread at a time, and knows which numbers its own names have in the feed.
///
/// `scanner` is used by the thread that works with it, `streams` and `types` by the one that puts the
/// worker's chunks together, of which there is one at a time: ``FeedRound`` sees to both.
final class FeedWorker: @unchecked Sendable {
  private var scanner: ChunkScanner
  private(set) var streams: [UInt32] = []
  private(set) var types: [UInt32] = []

  init(_ log: EventLog, number: Int) {
    scanner = ChunkScanner(
      worker: number, files: log.files, mapping: log.compiledMapping, isStore: log.isStore,
      keepsBytes: true)
  }

  /// Scans the lines that begin in a range of a file.
  func scan(_ file: LogFile, _ range: Range<Int>) throws(LogFileError) -> ScannedChunk {
    try scanner.scan(file, range: range, size: file.size)
  }

  /// Learns the feed's numbers of the names that are new in a chunk.
  func learn(_ chunk: ScannedChunk, _ names: FeedNames, _ facts: inout FeedNames.Facts) {
    for stream in chunk.newStreams { streams.append(names.number(of: stream, &facts)) }
    for type in chunk.newTypes { types.append(names.number(ofType: type, &facts)) }
  }
}
