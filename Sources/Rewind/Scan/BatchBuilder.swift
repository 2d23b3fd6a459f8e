/// Makes batches of what a feed scans, each of whole appends.
struct BatchBuilder: ChunkConsumer {
  private var scanned = ScannedEnd()
  private var lines: BatchLines
  private var assembler = LineAssembler()

  init(_ names: FeedNames, before: (index: LogIndex, position: Int)?, skipsThrough: Int) {
    lines = BatchLines(names, before: before, skipsThrough: skipsThrough)
  }

  /// Begins with a batch of the lines of a stretch of a file.
  mutating func begin(_ file: LogFile, _ range: Range<Int>, firstPosition: Int) {
    lines.begin(file, length: range.count, firstPosition: firstPosition)
    assembler.forget()
    scanned = ScannedEnd(range.lowerBound)
  }

  /// How many lines of whole appends there are.
  var count: Int { lines.batch.count }

  /// The position of the last of them.
  var lastPosition: Int { lines.batch.lastPosition }

  /// Where what belongs to no whole append yet begins; the end of all lines where nothing does.
  var endOfWhole: Int { assembler.firstPending?.offset ?? scanned.offset }

  mutating func take(_ chunk: ScannedChunk, from worker: ScanWorker) -> Bool {
    lines.add(chunk.pieces)
    scanned.take(chunk)
    assembler.add(chunk, from: worker, to: &lines)
    return true
  }

  /// Ends with the file, as far as it goes now; nothing more comes in one that is sealed.
  mutating func endFile(isSealed: Bool) {
    if isSealed { assembler.endSealed(to: &lines) } else { assembler.endOpen(to: &lines) }
  }

  /// Takes in what stands at the end of a sealed segment without being a line.
  mutating func addUnended(_ piece: FilePiece) {
    lines.add([piece])
    lines.append(
      ScannedLine(offset: piece.start, length: piece.memory.count), damage: .line)
    scanned = ScannedEnd(piece.start + piece.memory.count)
  }

  /// Gives the batch away.
  mutating func takeBatch() -> EventBatch { lines.takeBatch() }
}
