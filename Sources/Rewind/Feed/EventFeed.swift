/// Reads a log's events in order, a batch at a time, scanning on both cores.
///
/// It needs no index to begin at the log's start, and no memory that grows with the log beside the
/// names of its streams: a batch's bytes are read once, for the envelope and for the fold.
final class EventFeed {
  /// So many chunks are read for a batch, of ``ParallelScan/chunkSize`` each.
  private static let chunksPerBatch = 8

  /// The names of the streams and types met so far.
  let names: FeedNames
  /// The position of the last line given.
  private(set) var position: Int
  /// How many bytes were read since the feed began.
  private(set) var bytesRead = 0

  private let log: EventLog
  private let workers: [FeedWorker]
  private var files: [LogFile]
  private var cursors: [FileCursor]
  /// The size at which a file had nothing more to give.
  private var exhausted: [Int]
  private var chunksPerBatch = EventFeed.chunksPerBatch
  private var assembler = CommitAssembler()
  /// Lines up to here belong to an append that was taken in before, and are not given again.
  private let skipsThrough: Int

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
    workers = (0..<ParallelScan.workers).map { FeedWorker(log, number: $0) }
    skipsThrough = position
    let first = position == 0 ? 0 : try log.firstOfAppend(at: position)
    self.position = max(0, first - 1)
    names = FeedNames(
      selection: selection, onlyCategory: index.onlyCategory,
      before: position == 0 ? nil : (index, first - 1))
    if first > 0 { try moveCursors(to: index.lines.location(first - 1)) }
  }

  /// How many bytes the log's files have beyond where the feed is.
  var bytesLeft: Int {
    zip(files, cursors).reduce(0) { $0 + max(0, $1.0.size - $1.1.end) }
  }

  /// The next events; nil where the log has no more now, though it may at a later call.
  ///
  /// - Throws: ``LogFileError``, and ``LogChangedError`` where the files are others than before.
  func next() throws -> EventBatch? {
    while true {
      for number in files.indices
      where files[number].size > max(cursors[number].end, exhausted[number]) {
        if let batch = try read(number) { return batch }
      }
      guard try lookForMore() else { return nil }
    }
  }

  private func moveCursors(to location: LineLocation) throws {
    for number in 0..<location.file {
      try cursors[number].move(to: files[number].size, in: log.files)
    }
    try cursors[location.file].move(to: location.offset, in: log.files)
  }

  /// Looks at the files again; false where nothing has come.
  private func lookForMore() throws -> Bool {
    let list = try log.files.list()
    guard list.count >= files.count else { throw LogChangedError(file: files[list.count].name) }
    for (number, file) in list.enumerated() where number < files.count {
      try check(file, against: cursors[number])
    }
    let hasGrown = list != files
    cursors += list.dropFirst(files.count).map(FileCursor.init)
    // A file that is not the last one any more may have a rest that was waited for.
    if list.count > files.count { exhausted = list.map { _ in -1 } }
    files = list
    return hasGrown
  }

  private func check(_ file: LogFile, against cursor: FileCursor) throws {
    guard file.name == cursor.file.name, file.identity == cursor.file.identity,
      file.size >= cursor.end
    else { throw LogChangedError(file: cursor.file.name) }
    guard file.size != cursor.file.size else { return }
    let tail = try log.files.bytes(file.name, cursor.end - cursor.tail.count..<cursor.end)
    guard tail == cursor.tail else { throw LogChangedError(file: file.name) }
  }
}

// MARK: - Reading

extension EventFeed {
  /// Reads on in a file; nil where it has no more whole appends.
  private func read(_ number: Int) throws -> EventBatch? {
    let file = files[number]
    while true {
      let start = cursors[number].end
      let range = start..<min(start + chunksPerBatch * ParallelScan.chunkSize, file.size)
      let chunks = try scan(file, range)
      var batch = EventBatch(
        firstPosition: position + 1, pieces: chunks.flatMap(\.pieces), fileName: file.name)
      assembler.forget()
      names.withFacts { facts in
        for chunk in chunks { assemble(chunk, into: &batch, &facts) }
      }
      let end = assembler.firstPending?.offset ?? chunks.last?.end ?? start
      if batch.lines.isEmpty, range.upperBound < file.size, end == start {
        // An append, or a line, that is longer than what was read.
        chunksPerBatch *= 2
        continue
      }
      try move(number, to: end)
      if !batch.lines.isEmpty {
        chunksPerBatch = Self.chunksPerBatch
        if let batch = trimmed(batch) { return batch }
        continue
      }
      exhausted[number] = file.size
      return try sealedRest(number)
    }
  }

  private func move(_ number: Int, to end: Int) throws {
    bytesRead += end - cursors[number].end
    cursors[number].file = files[number]
    try cursors[number].move(to: end, in: log.files)
  }

  /// Scans a range's chunks, each on the thread that is free.
  private func scan(_ file: LogFile, _ range: Range<Int>) throws -> [ScannedChunk] {
    let starts = Array(
      stride(from: range.lowerBound, to: range.upperBound, by: ParallelScan.chunkSize))
    let work = FeedWork(starts.map { $0..<min($0 + ParallelScan.chunkSize, range.upperBound) })
    runOnThreads(min(workers.count, starts.count)) { [workers] worker in
      workers[worker].scan(file, work)
    }
    return try work.results()
  }

  /// What a sealed segment has left over: lines that belong to no whole append, which is damage.
  private func sealedRest(_ number: Int) throws -> EventBatch? {
    let (file, start) = (files[number], cursors[number].end)
    guard log.isStore, number < files.count - 1, start < file.size else { return nil }
    let bytes = try log.files.bytes(file.name, start..<file.size)
    var batch = EventBatch(
      firstPosition: position + 1, pieces: [FilePiece(start: start, bytes: bytes)],
      fileName: file.name)
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
      append(
        ScannedLine(offset: start + line.startIndex, length: line.count), .incompleteCommit,
        to: &batch, version: 0, isSelected: true)
    }
    try move(number, to: file.size)
    return trimmed(batch)
  }

  /// Leaves out what was given before; nil where nothing is left.
  private func trimmed(_ batch: EventBatch) -> EventBatch? {
    position = batch.lastPosition
    guard batch.firstPosition <= skipsThrough else { return batch }
    guard batch.lastPosition > skipsThrough else { return nil }
    var batch = batch
    batch.lines.removeFirst(skipsThrough + 1 - batch.firstPosition)
    batch.firstPosition = skipsThrough + 1
    return batch
  }
}

// MARK: - Putting together

extension EventFeed {
  private func assemble(
    _ chunk: ScannedChunk, into batch: inout EventBatch, _ facts: inout FeedNames.Facts
  ) {
    let worker = workers[chunk.worker]
    worker.learn(chunk, names, &facts)
    batch.lines.reserveCapacity(batch.lines.count + chunk.lines.count)
    for var line in chunk.lines {
      if line.stream != ScannedLine.damaged {
        line.stream = worker.streams[Int(line.stream)]
        line.type = worker.types[Int(line.type)]
      }
      if assembler.isWhole(line) {
        add(line, .line, to: &batch, &facts)
      } else {
        for decided in assembler.add(line) { add(decided.line, decided.damage, to: &batch, &facts) }
      }
    }
  }

  @inline(__always)
  private func add(
    _ line: ScannedLine, _ damage: Damage.Kind, to batch: inout EventBatch,
    _ facts: inout FeedNames.Facts
  ) {
    guard line.stream != ScannedLine.damaged, damage == .line else {
      let damage: FeedLine.Damage = damage == .line ? .line : .incompleteCommit
      return append(line, damage, to: &batch, version: 0, isSelected: true)
    }
    facts.versions[Int(line.stream)] += 1
    append(
      line, .none, to: &batch, version: facts.versions[Int(line.stream)],
      isSelected: facts.streamIsSelected[Int(line.stream)]
        && facts.typeIsSelected[Int(line.type)])
  }

  @inline(__always)
  private func append(
    _ line: ScannedLine, _ damage: FeedLine.Damage, to batch: inout EventBatch, version: UInt32,
    isSelected: Bool
  ) {
    let piece = piece(of: line.offset, in: batch)
    batch.lines.append(
      FeedLine(
        piece: UInt32(piece), start: UInt32(line.offset - batch.pieces[piece].start),
        length: UInt32(clamping: line.length), places: line.places, stream: line.stream,
        type: line.type, version: version, damage: damage, isSelected: isSelected,
        time: line.time, loggedVersion: line.version, loggedPosition: line.position))
  }

  /// The last piece that begins at or before an offset, which is in the one of the line before or in
  /// one behind it.
  @inline(__always)
  private func piece(of offset: Int, in batch: EventBatch) -> Int {
    var piece = batch.lines.last.map { Int($0.piece) } ?? 0
    while piece + 1 < batch.pieces.count, batch.pieces[piece + 1].start <= offset { piece += 1 }
    return piece
  }
}
