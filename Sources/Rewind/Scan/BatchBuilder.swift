/// Puts scanned chunks of a file together to a batch of whole appends.
struct BatchBuilder: Sendable {
  private(set) var batch: EventBatch
  /// Behind the last line that was taken in.
  private(set) var end: Int
  private let names: FeedNames
  /// Lines up to here are counted, and not given.
  private let skipsThrough: Int
  private var assembler = CommitAssembler()

  /// So many bytes are in a line at least, as a rule.
  private static let likelyLine = 200

  /// Begins with a stretch of a file of so many bytes.
  init(_ settings: FeedSettings, firstPosition: Int, file: LogFile, start: Int, length: Int) {
    names = settings.names
    skipsThrough = settings.skipsThrough
    batch = EventBatch(firstPosition: firstPosition, fileName: file.name)
    batch.lines.reserveCapacity(length / Self.likelyLine)
    end = start
  }

  /// Where what belongs to no whole append yet begins; the end of all lines where nothing does.
  var endOfWhole: Int { assembler.firstPending?.offset ?? end }

  /// Takes in the next chunk.
  mutating func add(_ chunk: ScannedChunk, from worker: FeedWorker) {
    batch.pieces += chunk.pieces
    end = chunk.end
    names.withFacts { facts in
      worker.learn(chunk, names, &facts)
      for var line in chunk.lines {
        if line.stream != ScannedLine.damaged {
          line.stream = worker.streams[Int(line.stream)]
          line.type = worker.types[Int(line.type)]
        }
        if assembler.isWhole(line) {
          add(line, .line, &facts)
        } else {
          for decided in assembler.add(line) { add(decided.line, decided.damage, &facts) }
        }
      }
    }
  }

  /// Ends with the file, as far as it goes now; nothing more comes in one that is sealed.
  mutating func endFile(isSealed: Bool) {
    let decided = isSealed ? assembler.endSealed() : assembler.endOpen()
    names.withFacts { facts in
      for decided in decided { add(decided.line, decided.damage, &facts) }
    }
  }

  /// Takes in what stands at the end of a sealed segment without being a line.
  mutating func addUnended(_ piece: FilePiece) {
    batch.pieces.append(piece)
    append(ScannedLine(offset: piece.start, length: piece.memory.count), .line, version: 0)
    end = piece.start + piece.memory.count
  }

  @inline(__always)
  private mutating func add(
    _ line: ScannedLine, _ damage: Damage.Kind, _ facts: inout FeedNames.Facts
  ) {
    guard line.stream != ScannedLine.damaged, damage == .line else {
      if damage == .movedAside {
        count(line)
        return
      }
      return append(line, damage == .line ? .line : .incompleteCommit, version: 0)
    }
    let version = facts.count(line.stream)
    if facts.isSelected(stream: line.stream, type: line.type) {
      append(line, .none, version: version)
    } else {
      count(line)
    }
  }

  /// Counts a line, and answers which piece it is in and where that begins.
  @inline(__always)
  @discardableResult
  private mutating func count(_ line: ScannedLine) -> (piece: Int, start: Int) {
    let piece = piece(of: line.offset)
    let start = line.offset - batch.pieces[piece].start
    batch.count += 1
    (batch.lastPiece, batch.lastLine) = (piece, start..<start + line.length)
    return (piece, start)
  }

  @inline(__always)
  private mutating func append(
    _ line: ScannedLine, _ damage: FeedLine.Damage, version: UInt32
  ) {
    let (piece, start) = count(line)
    guard batch.lastPosition > skipsThrough else { return }
    batch.lines.append(
      FeedLine(
        piece: UInt32(piece), start: UInt32(start), length: UInt32(clamping: line.length),
        offsets: line.offsets, stream: line.stream, type: line.type, version: version,
        position: batch.lastPosition, damage: damage, time: line.time,
        loggedVersion: line.version, loggedPosition: line.position))
  }

  /// The last piece that begins at or before an offset, which is in the one of the line before or in
  /// one behind it.
  @inline(__always)
  private func piece(of offset: Int) -> Int {
    var piece = batch.lastPiece
    while piece + 1 < batch.pieces.count, batch.pieces[piece + 1].start <= offset { piece += 1 }
    return piece
  }
}

/// What all batches of a feed are made by.
struct FeedSettings: Sendable {
  var names: FeedNames
  var skipsThrough: Int
}
