internal import Platform
internal import Synchronization

/// Indexes lines of a log again that an index on disk is of, in memory.
struct LogRescan: Sendable {
  let files: HeldFiles
  let mapping: CompiledMapping
  let singleCategory: String?

  /// The index of the lines of a manifest, with the same numbers; where the log is another by now, as many
  /// damaged lines.
  func index(of manifest: IndexManifest) -> LogIndex {
    let box = Box(LogIndexer(singleCategory: singleCategory))
    do throws(LogFileError) {
      for run in manifest.fileRuns {
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
      let index = box.indexer.withLock { $0.snapshot() }
      if index.eventCount == manifest.lineCount, index.streamCount == manifest.streamCount,
        index.typeCount == manifest.facts.types.count
      {
        return index
      }
    } catch {}
    return .damaged(like: manifest)
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

extension IndexManifest {
  /// The stretches of the log's files, in the order in which they were read.
  fileprivate var fileRuns: [(file: Int, bytes: Range<Int>)] {
    let runs = facts.fileRuns.filter { log.files.indices.contains($0.file) }
    return runs.indices.map { number in
      let run = runs[number]
      let next = runs[(number + 1)...].first { $0.file == run.file }
      let end = next?.offset ?? log.files[run.file].end
      return (run.file, min(run.offset, end)..<end)
    }
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
