internal import Platform
internal import Synchronization

/// Indexes lines of a log again that an index on disk is of, in memory.
struct LogRescan: Sendable {
  let files: HeldFiles
  let mapping: CompiledMapping
  let singleCategory: String?

  /// Files that take turns more often than this are scanned whole, and their lines put in order behind that.
  private static let turnLimit = 64

  /// The index of the lines of a manifest, with the same numbers; where the log is another by now, as many
  /// damaged lines.
  func index(of manifest: IndexManifest) -> LogIndex {
    let scanned =
      manifest.facts.fileRuns.count > Self.turnLimit
      ? inOrder(of: manifest) : try? scanned(manifest.fileRuns, of: manifest)
    if let scanned, scanned.eventCount == manifest.lineCount,
      scanned.streamCount == manifest.streamCount,
      scanned.typeCount == manifest.facts.types.count
    {
      return scanned
    }
    return .damaged(like: manifest)
  }

  private func scanned(
    _ runs: [FileStretch], of manifest: IndexManifest
  ) throws(LogFileError) -> LogIndex {
    try box(runs, of: manifest, notesNumbers: false).indexer.withLock { $0.snapshot() }
  }

  /// Scans each file whole, and puts the lines in the order of the manifest; nil where they are not as many.
  private func inOrder(of manifest: IndexManifest) -> LogIndex? {
    let whole = manifest.log.files.indices.map {
      FileStretch(file: $0, bytes: 0..<manifest.log.files[$0].end)
    }
    guard let box = try? box(whole, of: manifest, notesNumbers: true) else { return nil }
    return box.indexer.withLock { indexer in
      guard let order = indexer.read({ $0.order(ofFilesIn: manifest) }) else { return nil }
      indexer.order(by: order)
      return indexer.snapshot()
    }
  }

  private func box(
    _ runs: [FileStretch], of manifest: IndexManifest, notesNumbers: Bool
  ) throws(LogFileError) -> Box {
    let box = Box(LogIndexer(singleCategory: singleCategory))
    if notesNumbers { box.indexer.withLock { $0.noteNumbers() } }
    for run in runs {
      let indexed = manifest.log.files[run.file]
      var file = indexed.file
      file.size = run.bytes.upperBound
      box.indexer.withLock { $0.begin(run.file) }
      let workers = ScanWorker.all(files, mapping, keepsBytes: false)
      let scan = OrderedScan(file, run.bytes, workers: workers, to: Consumer(box: box))
      let end = scan.run().scanned.offset
      if let failure = scan.failure { throw failure }
      if mapping.isStore, run.file < manifest.log.files.count - 1 {
        box.indexer.withLock { $0.endSealed(run.file, unended: end..<max(end, indexed.end)) }
      }
    }
    box.indexer.withLock { $0.endOpen() }
    return box
  }

  private final class Box: Sendable {
    let indexer: Mutex<LogIndexer>

    init(_ indexer: consuming sending LogIndexer) {
      self.indexer = Mutex(indexer)
    }
  }

  private struct Consumer: ChunkConsumer {
    let box: Box
    var scanned = ScannedEnd()

    mutating func take(_ chunk: ScannedChunk, from worker: ScanWorker) -> Bool {
      scanned.take(chunk)
      box.indexer.withLock { $0.add(chunk, from: worker) }
      return true
    }
  }
}

/// A stretch of one of a log's files.
private struct FileStretch {
  var file: Int
  var bytes: Range<Int>
}

extension IndexManifest {
  /// The stretches of the log's files, in the order in which they were read.
  fileprivate var fileRuns: [FileStretch] {
    let runs = facts.fileRuns.filter { log.files.indices.contains($0.file) }
    return runs.indices.map { number in
      let run = runs[number]
      let next = runs[(number + 1)...].first { $0.file == run.file }
      let end = next?.offset ?? log.files[run.file].end
      return FileStretch(file: run.file, bytes: min(run.offset, end)..<end)
    }
  }
}

extension LogIndex {
  /// The positions of its lines, which are file by file, in the order in which a manifest's files take turns;
  /// nil where there are not as many.
  fileprivate func order(ofFilesIn manifest: IndexManifest) -> [Int]? {
    var next = [Int](repeating: 0, count: manifest.log.files.count)
    for run in runs(through: eventCount) { next[run.file] = run.positions.lowerBound }
    let starts = manifest.facts.fileRuns
    var order: [Int] = []
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1].line : manifest.lineCount
      guard next.indices.contains(start.file), end >= start.line else { return nil }
      order += next[start.file]..<next[start.file] + end - start.line
      next[start.file] += end - start.line
    }
    return order.count == eventCount && order.allSatisfy { 1...eventCount ~= $0 } ? order : nil
  }
}

extension LogIndex {
  /// An index of as many lines, streams and types, all of the lines damaged.
  fileprivate static func damaged(like manifest: IndexManifest) -> LogIndex {
    var builder = Builder()
    for number in 0..<manifest.streamCount { _ = builder.number(of: StreamName("?\(number)")) }
    for number in 0..<manifest.facts.types.count { _ = builder.number(ofType: "?\(number)") }
    for _ in 0..<manifest.lineCount { builder.appendDamaged() }
    return builder.index
  }
}
