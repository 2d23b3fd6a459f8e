/// Reads the ends of a log's files into an index of their own.
struct TailReader {
  /// So much is read of a file's end, in bytes.
  private static let length = 256 << 10
  /// So many files are read at most.
  private static let fileLimit = 16

  private let log: EventLog
  private let list: [LogFile]
  private let files: HeldFiles

  init(of log: EventLog, _ list: [LogFile]) {
    self.log = log
    self.list = list
    files = HeldFiles(of: log.files)
  }

  /// A file by its place in the list, and the bytes at its end that are read.
  private struct End {
    var file: Int
    var range: Range<Int>

    /// Whether the file has lines before those of the end.
    var isCut: Bool { range.lowerBound > 0 }
  }

  /// The last events; nil where they cannot be told.
  func tail() throws(LogFileError) -> LogTail? {
    let filled = list.indices.filter { list[$0].size > 0 }
    if !log.isStore, log.mapping.sources[.timestamp] != nil, filled.count > 1 {
      let newest = filled.sorted { list[$0].modified ?? 0 > list[$1].modified ?? 0 }
      let ends = newest.prefix(Self.fileLimit).sorted().map { end(of: $0, Self.length) }
      switch try byTime(ends) {
      case .ordered(let index): return tail(index, .byTime)
      case .unknown: return nil
      case .timesFall: break
      }
    }
    return tail(
      try fileByFile(lastEnds(of: filled)),
      log.isStore || list.count == 1 ? nil : .fileByFile)
  }

  /// What the ends of several files make, where they are put in the order of their times.
  private enum ByTime {
    case ordered(LogIndex)
    /// The files keep the order in which they are listed.
    case timesFall
    /// A file ends in a line that is too long to tell what comes before it.
    case unknown
  }

  /// Reads ends of files by time, as far back as all of them reach.
  private func byTime(_ ends: [End]) throws(LogFileError) -> ByTime {
    let worker = ScanWorker(files, log.compiledMapping, keepsBytes: false)
    var chunks: [ScannedChunk] = []
    // Before the first line of an end come others of its file, which may be newer than lines of other files.
    var start = Int64.unknown
    for end in ends {
      let chunk = try scan(end, with: worker)
      chunks.append(chunk)
      guard end.isCut else { continue }
      guard let first = chunk.lines.first(where: { !$0.isDamaged }) else { return .unknown }
      start = max(start, first.time)
    }
    var indexer = LogIndexer(singleCategory: log.singleCategory)
    indexer.noteTimes()
    for (end, var chunk) in zip(ends, chunks) {
      let kept = chunk.lines.firstIndex { !$0.isDamaged && $0.time >= start }
      chunk.lines.removeFirst(kept ?? chunk.lines.count)
      indexer.begin(end.file)
      indexer.add(chunk, from: worker)
    }
    return indexer.orderByTime() ? .ordered(indexer.snapshot()) : .timesFall
  }

  /// Reads ends of files that follow each other.
  private func fileByFile(_ ends: [End]) throws(LogFileError) -> LogIndex {
    let worker = ScanWorker(files, log.compiledMapping, keepsBytes: false)
    var indexer = LogIndexer(singleCategory: log.singleCategory)
    for end in ends {
      let chunk = try scan(end, with: worker)
      indexer.begin(end.file)
      indexer.add(chunk, from: worker)
      if log.isStore, end.file < list.count - 1 {
        indexer.endSealed(end.file, unended: chunk.end..<list[end.file].size)
      }
    }
    indexer.endOpen()
    return indexer.snapshot()
  }

  /// The ends of the last files, the last of them whole where they are short.
  private func lastEnds(of filled: [Int]) -> [End] {
    var ends: [End] = []
    var left = Self.length
    for file in filled.reversed().prefix(Self.fileLimit) where left > 0 {
      ends.append(end(of: file, left))
      left -= ends[ends.count - 1].range.count
    }
    return ends.reversed()
  }

  private func end(of file: Int, _ length: Int) -> End {
    let size = list[file].size
    return End(file: file, range: max(0, size - length)..<size)
  }

  /// Scans the lines that begin in the end of a file.
  private func scan(_ end: End, with worker: ScanWorker) throws(LogFileError) -> ScannedChunk {
    try files.hold([list[end.file]])
    return try worker.scan(list[end.file], end.range)
  }

  /// The lines of an index as a tail; nil where it has none.
  private func tail(_ index: LogIndex, _ order: FileOrder?) -> LogTail? {
    guard index.eventCount > 0 else { return nil }
    let reader = FileSnapshotReader(
      name: log.name, files: files, found: list, mapping: log.compiledMapping, order: order,
      ends: list.map(\.size))
    return LogTail(
      snapshot: LogSnapshot(
        index: index, generation: LogGeneration(), upcasters: log.upcasters, reader: reader))
  }
}
