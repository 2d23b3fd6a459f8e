internal import Platform

/// Reads a log's events in order, a batch at a time, scanning on both cores.
///
/// It needs no index to begin at the log's start, and no memory that grows with the log beside the
/// names of its streams: a batch's bytes are read once, for the envelope and for the fold.
final class EventFeed {
  /// So many chunks are read for a batch.
  private static let chunksPerBatch = 8

  /// The names of the streams and types met so far.
  var names: FeedNames { settings.names }
  /// The position of the last line given.
  private(set) var position: Int
  /// What the next batch will be made of, to be worked on while the last one is folded; nil where that
  /// is not known yet.
  private(set) var ahead: FeedRound?
  private let log: EventLog
  private let workers: [FeedWorker]
  private var files: [LogFile]
  private var cursors: [FileCursor]
  /// The size at which a file had nothing more to give.
  private var exhausted: [Int]
  /// The lines that are being given of another program's log of several files, and where they end.
  private var run: (lines: FileRun, end: Int)?
  /// Whether the lines given so far are known to be those of the index.
  private var isAsInIndex: Bool
  private var chunksPerBatch = EventFeed.chunksPerBatch
  private let settings: FeedSettings

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
    workers = (0..<ParallelScan.workers).map { FeedWorker(log, number: $0) }
    let first = position == 0 ? 0 : try log.firstOfAppend(at: position)
    self.position = max(0, first - 1)
    settings = FeedSettings(
      names: FeedNames(
        selection: selection, upcasters: log.upcasters, onlyCategory: index.onlyCategory,
        before: position == 0 ? nil : (index, first - 1)),
      // Lines up to here belong to an append that was taken in before, and are not given again.
      skipsThrough: position)
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
  /// - Throws: ``LogFileError``, and ``LogChangedError`` where the files are others than before.
  func next() throws -> EventBatch? {
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
      var (round, builder) = try finishRound(of: number)
      let isShort = round.range.upperBound < round.file.size
      if !isShort { builder.endFile(isSealed: isSealed(number)) }
      if builder.batch.count == 0, isShort, builder.endOfWhole == round.range.lowerBound {
        // An append, or a line, that is longer than what was read.
        chunksPerBatch *= 2
        continue
      }
      try move(number, to: builder.endOfWhole)
      if builder.batch.count == 0 {
        exhausted[number] = round.file.size
        return try unendedRest(number)
      }
      chunksPerBatch = Self.chunksPerBatch
      position = builder.batch.lastPosition
      if cursors[number].end < round.file.size { ahead = newRound(of: number) }
      if position > settings.skipsThrough { return builder.batch }
    }
  }

  /// Works on the round that was begun ahead, or on a new one, until it is done.
  private func finishRound(of number: Int) throws -> (FeedRound, BatchBuilder) {
    let round = ahead ?? newRound(of: number)
    ahead = nil
    runOnThreads(min(workers.count, round.chunksLeft)) { round.work(as: $0) }
    return (round, try round.finish())
  }

  private func newRound(of number: Int) -> FeedRound {
    var (file, start) = (files[number], cursors[number].end)
    if let run { file.size = run.end }
    let end = min(start + chunksPerBatch * FeedRound.chunkSize, file.size)
    return FeedRound(
      file, start..<end, workers: workers, settings: settings, firstPosition: position + 1)
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
    var builder = BatchBuilder(
      settings, firstPosition: position + 1, file: file, start: start, length: bytes.count)
    builder.addUnended(FilePiece(start: start, memory: LineMemory(bytes)))
    try move(number, to: file.size)
    position = builder.batch.lastPosition
    return position > settings.skipsThrough ? builder.batch : nil
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
    (run, ahead) = (nil, nil)
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
