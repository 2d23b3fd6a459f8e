internal import Platform

/// Reads a log's events in order, a batch at a time, scanning on both cores.
///
/// It needs no index to begin at the log's start, and no memory that grows with the log beside the
/// names of its streams: a batch's bytes are read once, for the envelope and for the fold.
final class EventFeed {
  /// So many chunks are read for a batch.
  private static let chunksPerBatch = 8

  /// The names of the streams and types met so far.
  let names: FeedNames
  /// The position of the last line given.
  private(set) var position: Int
  /// What the next batch will be made of, to be worked on while the last one is folded; nil where that
  /// is not known yet.
  private(set) var ahead: OrderedScan<BatchBuilder>?
  private let log: EventLog
  private let workers: [ScanWorker]
  private var files: [LogFile]
  private var cursors: [FileCursor]
  /// The size at which a file had nothing more to give.
  private var exhausted: [Int]
  /// The lines that are being given of another program's log of several files, and where they end.
  private var run: (lines: FileRun, end: Int)?
  /// Whether the lines given so far are known to be those of the index.
  private var isAsInIndex: Bool
  private var chunksPerBatch = EventFeed.chunksPerBatch
  /// Lines up to here are not given.
  private let skipsThrough: Int
  /// Nil while a scan has it.
  private var builder: BatchBuilder?
  /// Why a scan failed; the feed is at no place of the log from then on.
  private var failure: LogFileError?

  /// A feed of what follows a position, which the log's index must hold unless it is 0.
  ///
  /// - Throws: ``LogFileError``.
  init(_ log: EventLog, after position: Int, selection: EventSelection) throws {
    self.log = log
    if position > 0 || !log.isStore && selection.categories != nil { try log.refresh() }
    let index = log.index
    files = try log.files.list()
    cursors = files.map(FileCursor.init)
    exhausted = files.map { _ in -1 }
    isAsInIndex = position > 0 || files.count > 1
    workers = ScanWorker.all(log.files, log.compiledMapping, keepsBytes: true)
    let first = position == 0 ? 0 : try log.firstOfAppend(at: position)
    self.position = max(0, first - 1)
    // Lines up to there belong to an append that was taken in before, and are not given again.
    skipsThrough = position
    names = FeedNames(
      selection: selection, upcasters: log.upcasters, onlyCategory: index.onlyCategory)
    builder = BatchBuilder(
      names, before: position == 0 ? nil : (index, first - 1), skipsThrough: position)
    if first > 0 { try moveCursors(before: first, in: index) }
  }

  /// How many bytes of the log's files lie behind the feed, also those that it did not begin with.
  var bytesRead: Int { cursors.reduce(0) { $0 + $1.end } }

  /// How many bytes the log's files have beyond where the feed is.
  var bytesLeft: Int {
    zip(files, cursors).reduce(0) { $0 + max(0, $1.0.size - $1.1.end) }
  }

  /// The next events; nil where the log has no more now, though it may at a later call.
  ///
  /// - Throws: ``LogFileError``, at all later calls too; ``LogChangedError`` where the files are others
  ///   than before.
  func next() throws -> EventBatch? {
    if let failure { throw failure }
    while true {
      if isInRuns { return try nextInRuns() }
      for number in files.indices
      where files[number].size > max(cursors[number].end, exhausted[number]) {
        if let batch = try read(number) { return batch }
      }
      guard try lookForMore() else { return nil }
    }
  }

  /// Goes to a line; in every other file behind the last one before it.
  private func moveCursors(before position: Int, in index: LogIndex) throws {
    let location = index.lines.location(position - 1)
    if log.isStore {
      for number in 0..<location.file {
        try cursors[number].move(to: files[number].size, in: log.files)
      }
    } else {
      for run in index.runs(through: position - 1) {
        let last = index.lines.location(run.positions.upperBound - 1)
        try cursors[run.file].move(to: log.end(of: last), in: log.files)
      }
    }
    try cursors[location.file].move(to: location.offset, in: log.files)
  }

  /// Looks at the files again; false where nothing has come.
  private func lookForMore() throws -> Bool {
    let list = try log.files.list()
    guard list.count >= files.count else { throw LogChangedError(file: files[list.count].name) }
    for (cursor, file) in zip(cursors, list) {
      guard try cursor.fits(file, in: log.files) else {
        throw LogChangedError(file: cursor.file.name)
      }
    }
    let hasGrown = list != files
    cursors += list.dropFirst(files.count).map(FileCursor.init)
    // A file that is not the last one any more may have a rest that was waited for.
    if list.count > files.count { exhausted = list.map { _ in -1 } }
    files = list
    return hasGrown
  }
}

// MARK: - Reading

extension EventFeed {
  /// Reads on in a file; nil where it has no more whole appends.
  private func read(_ number: Int) throws -> EventBatch? {
    while true {
      let scan = ahead ?? scan(of: number)
      ahead = nil
      var builder = try finish(scan)
      let isShort = scan.range.upperBound < scan.file.size
      if !isShort { builder.endFile(isSealed: isSealed(number)) }
      let (count, last, end) = (builder.count, builder.lastPosition, builder.endOfWhole)
      let batch = count > 0 && last > skipsThrough ? builder.takeBatch() : nil
      self.builder = builder
      if count == 0, isShort, end == scan.range.lowerBound {
        // An append, or a line, that is longer than what was read.
        chunksPerBatch *= 2
        continue
      }
      try move(number, to: end)
      if count == 0 {
        exhausted[number] = scan.file.size
        return try unendedRest(number)
      }
      chunksPerBatch = Self.chunksPerBatch
      position = last
      if end < scan.file.size { ahead = self.scan(of: number) }
      if let batch { return batch }
    }
  }

  /// A scan of what comes next in a file, which has the builder until it is done.
  private func scan(of number: Int) -> OrderedScan<BatchBuilder> {
    guard var builder = builder.take() else { preconditionFailure("one scan at a time") }
    var (file, start) = (files[number], cursors[number].end)
    if let run { file.size = run.end }
    let end = min(start + chunksPerBatch * ChunkScanner.chunkSize, file.size)
    builder.begin(file, start..<end, firstPosition: position + 1)
    return OrderedScan(file, start..<end, workers: workers, to: builder)
  }

  /// Works on a scan, alone or with those who are at it already, until it is done.
  private func finish(_ scan: OrderedScan<BatchBuilder>) throws(LogFileError) -> BatchBuilder {
    let builder = scan.run()
    failure = scan.failure
    if let failure { throw failure }
    return builder
  }

  private func move(_ number: Int, to end: Int) throws {
    cursors[number].file = files[number]
    try cursors[number].move(to: end, in: log.files)
  }

  /// Whether nothing is written to a file any more.
  private func isSealed(_ number: Int) -> Bool { log.isStore && number < files.count - 1 }

  /// What a sealed segment has left over without being a line, which is damage.
  private func unendedRest(_ number: Int) throws -> EventBatch? {
    let (file, start) = (files[number], cursors[number].end)
    guard isSealed(number), start < file.size else { return nil }
    let bytes = try log.files.bytes(file.name, start..<file.size)
    guard var builder = builder.take() else { preconditionFailure("one scan at a time") }
    builder.begin(file, start..<file.size, firstPosition: position + 1)
    builder.addUnended(FilePiece(start: start, memory: LineMemory(bytes)))
    position = builder.lastPosition
    let batch = position > skipsThrough ? builder.takeBatch() : nil
    self.builder = builder
    try move(number, to: file.size)
    return batch
  }
}

// MARK: - Several files of another program

extension EventFeed {
  /// Whether lines are given in the order of the index, which is that in which they came: in a log of
  /// several files that all may grow, file by file would be another.
  private var isInRuns: Bool { !log.isStore && files.count > 1 }

  private func nextInRuns() throws -> EventBatch? {
    while true {
      while let run, position < run.lines.positions.upperBound {
        let before = position
        if let batch = try read(run.lines.file) { return batch }
        // The line is not where the index has it.
        if position == before { throw LogChangedError(file: files[run.lines.file].name) }
      }
      guard try beginRun() else { return nil }
    }
  }

  /// Goes on to the next run; false where there is none.
  private func beginRun() throws -> Bool {
    // More lines than the index has of the run were at its place.
    if let run, ahead != nil { throw LogChangedError(file: files[run.lines.file].name) }
    run = nil
    _ = try lookForMore()
    if log.index.eventCount <= position { try log.refresh() }
    let index = log.index
    guard let next = index.run(after: position), next.file < files.count else { return false }
    let first = index.lines.location(position)
    // Before the second file came, lines were given without the index.
    isAsInIndex = isAsInIndex || index.runs(through: position).count <= 1
    guard isAsInIndex, cursors[next.file].end <= first.offset else {
      throw LogChangedError(file: files[next.file].name)
    }
    run = (next, try log.end(of: index.lines.location(next.positions.upperBound - 1)))
    return true
  }
}
