internal import Platform

/// Reads the events of a log's files in order, a batch at a time, scanning on all cores.
///
/// It needs no index to begin at the log's start, and no memory that grows with the log beside the
/// names of its streams: a batch's bytes are read once, for the envelope and for the fold.
final class EventFeed: BatchFeed {
  /// So many chunks are read for a batch: a few for each thread.
  private static let chunksPerBatch = 4 * Processors.workers

  let names: FeedNames
  private(set) var position: Int
  private(set) var ahead: OrderedScan<BatchBuilder>?
  let order: LineOrder
  var mapping: CompiledMapping { log.compiledMapping }

  private let log: EventLog
  private let held: HeldFiles
  private let workers: [ScanWorker]
  private var files: [LogFile]
  private var cursors: [FileCursor]
  /// The size at which a file had nothing more to give.
  private var exhausted: [Int]
  /// The lines that are being given of another program's log of several files, and where they end.
  private var run: (lines: FileRun, end: Int)?
  /// The log as it was when lines were last found by its index; nil as long as none was.
  private var indexed: LogSnapshot?
  private var chunksPerBatch = EventFeed.chunksPerBatch
  /// Lines up to here are not given.
  private let skipsThrough: Int
  /// Nil while a scan has it.
  private var builder: BatchBuilder?
  /// Why a scan failed; the feed cannot be used from then on.
  private var failure: LogFileError?

  /// A feed of what follows a position.
  ///
  /// - Throws: ``LogFileError``; ``LogChangedError`` where the log has no such position, unless it is 0.
  init(_ log: EventLog, after position: Int, selection: EventSelection) throws {
    self.log = log
    if position > 0 || !log.isStore && selection.categories != nil { try log.refresh() }
    let snapshot = log.snapshot()
    let index = snapshot.index
    var first = 0
    if position > 0, let lines = snapshot.fileReader {
      guard position <= index.eventCount else { throw LogChangedError(file: log.name) }
      (held, files) = (lines.files, lines.found)
      first = try lines.firstOfAppend(at: position, in: index)
      indexed = snapshot
    } else {
      (held, files) = (HeldFiles(of: log.files), try log.files.list())
      try held.hold(files)
    }
    cursors = files.map(FileCursor.init)
    exhausted = files.map { _ in -1 }
    workers = ScanWorker.all(held, log.compiledMapping, keepsBytes: true)
    self.position = max(0, first - 1)
    order = snapshot.order(through: position)
    // Lines up to there belong to an append that was taken in before, and are not given again.
    skipsThrough = position
    names = FeedNames(
      selection: selection, upcasters: log.upcasters, onlyCategory: index.onlyCategory)
    builder = BatchBuilder(
      names, before: position == 0 ? nil : (index, first - 1), skipsThrough: position)
    if first > 0, let lines = snapshot.fileReader {
      try moveCursors(before: first, in: index, lines)
    }
  }

  var bytesRead: Int { cursors.reduce(0) { $0 + $1.end } }

  var bytesLeft: Int {
    zip(files, cursors).reduce(0) { $0 + max(0, $1.0.size - $1.1.end) }
  }

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

  func add(_ batch: EventBatch, behind before: Int, through last: Int, to order: inout LineOrder) {
    if !log.isStore { order.add(last - before, from: batch.fileName) }
  }

  /// Goes to a line; in every other file behind the last one before it.
  private func moveCursors(before position: Int, in index: LogIndex, _ lines: FileSnapshotReader)
    throws
  {
    let location = index.lines.location(position - 1)
    if log.isStore {
      for number in 0..<location.file {
        try cursors[number].move(to: files[number].size, in: held)
      }
    } else {
      for run in index.runs(through: position - 1) {
        let last = index.lines.location(run.positions.upperBound - 1)
        try cursors[run.file].move(to: lines.end(of: last), in: held)
      }
    }
    try cursors[location.file].move(to: location.offset, in: held)
  }

  /// Looks at the files again; false where nothing has come.
  private func lookForMore() throws -> Bool {
    let list = try log.files.list()
    guard list.count >= files.count else { throw LogChangedError(file: files[list.count].name) }
    for (cursor, file) in zip(cursors, list) {
      guard try cursor.fits(file, in: held) else { throw LogChangedError(file: cursor.file.name) }
    }
    try held.hold(list)
    let hasGrown = list.map(\.size) != files.map(\.size)
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
        // All of it is blank, or of a line that was taken in.
        if isShort { continue }
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

  /// Works on a scan, alone or beside other threads, until it is done.
  private func finish(_ scan: OrderedScan<BatchBuilder>) throws(LogFileError) -> BatchBuilder {
    let builder = scan.run()
    failure = scan.failure
    if let failure { throw failure }
    return builder
  }

  private func move(_ number: Int, to end: Int) throws {
    cursors[number].file = files[number]
    try cursors[number].move(to: end, in: held)
  }

  /// Whether nothing is written to a file any more.
  private func isSealed(_ number: Int) -> Bool { log.isStore && number < files.count - 1 }

  /// What a sealed segment has left over without being a line, which is damage.
  private func unendedRest(_ number: Int) throws -> EventBatch? {
    let (file, start) = (files[number], cursors[number].end)
    guard isSealed(number), start < file.size else { return nil }
    let bytes = try held.bytes(file.name, start..<file.size)
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
    if log.snapshot().index.eventCount <= position { try log.refresh() }
    let snapshot = log.snapshot()
    let index = snapshot.index
    guard let lines = snapshot.fileReader, let next = index.run(after: position),
      next.file < files.count
    else { return false }
    guard isContinued(by: snapshot), lines.isOf(files),
      cursors[next.file].end <= index.lines.location(position).offset
    else { throw LogChangedError(file: files[next.file].name) }
    indexed = snapshot
    run = (next, try lines.end(of: index.lines.location(next.positions.upperBound - 1)))
    return true
  }

  /// Whether the lines given so far are those that a snapshot has before the position.
  private func isContinued(by snapshot: LogSnapshot) -> Bool {
    if let indexed { return snapshot.extends(indexed) }
    // Before the second file came, lines were given without the index.
    return position == 0 || snapshot.index.runs(through: position).count <= 1
  }
}

extension FileSnapshotReader {
  /// Whether its files are those of a list, as far as both go.
  fileprivate func isOf(_ list: [LogFile]) -> Bool {
    zip(found, list).allSatisfy { $0.name == $1.name && $0.identity == $1.identity }
  }
}
