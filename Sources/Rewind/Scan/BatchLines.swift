/// Lines on their way into a batch: counted, and kept where they are asked for.
struct BatchLines: LineConsumer, Sendable {
  private(set) var batch = EventBatch(firstPosition: 1, fileName: "")

  private let names: FeedNames
  /// What the streams had before the feed began.
  private let before: (index: LogIndex, position: Int)?
  /// Lines up to here are counted, and not given.
  private let skipsThrough: Int
  private var streams: [Stream] = []
  private var typeIsSelected: [Bool] = []
  /// Only changed so that looking ahead is not left out as idle.
  private var lookedAt: UInt32 = 0

  private struct Stream: BitwiseCopyable {
    /// Of its last event.
    var version: UInt32
    /// Whether its events are asked for.
    var isSelected: Bool
  }

  /// So many bytes are in a line at least, as a rule.
  private static let likelyLine = 200

  init(_ names: FeedNames, before: (index: LogIndex, position: Int)?, skipsThrough: Int) {
    self.names = names
    self.before = before
    self.skipsThrough = skipsThrough
  }

  /// Begins with a batch of the lines of a stretch of a file, of so many bytes.
  mutating func begin(_ file: LogFile, length: Int, firstPosition: Int) {
    batch = EventBatch(firstPosition: firstPosition, fileName: file.name)
    batch.lines.reserveCapacity(length / Self.likelyLine)
  }

  /// Takes in bytes that the next lines are in.
  mutating func add(_ pieces: [FilePiece]) {
    batch.pieces += pieces
  }

  /// Gives the batch away.
  mutating func takeBatch() -> EventBatch {
    var taken = EventBatch(firstPosition: batch.lastPosition + 1, fileName: batch.fileName)
    swap(&taken, &batch)
    return taken
  }
}

// MARK: - Names

extension BatchLines {
  mutating func number(of stream: ScannedChunk.NewStream) -> UInt32 {
    let number = stream.name.withUnsafeBytes { names.streams.intern($0) }
    if number == streams.count {
      names.note(stream)
      streams.append(
        Stream(version: versionBefore(stream.name), isSelected: names.isSelected(stream)))
    }
    return UInt32(number)
  }

  mutating func number(ofType name: [UInt8]) -> UInt32 {
    let number = name.withUnsafeBytes { names.types.intern($0) }
    if number == typeIsSelected.count { typeIsSelected.append(names.isSelected(type: name)) }
    return UInt32(number)
  }

  private func versionBefore(_ stream: [UInt8]) -> UInt32 {
    guard let before,
      let id = before.index.streamID(named: String(decoding: stream, as: UTF8.self))
    else { return 0 }
    return UInt32(before.index.loggedPositions(of: id).countUpTo(before.position))
  }
}

// MARK: - Lines

extension BatchLines {
  @inline(__always)
  mutating func lookAhead(at stream: UInt32) {
    lookedAt &+= streams[Int(stream)].version
  }

  @inline(__always)
  mutating func append(_ line: ScannedLine) {
    let number = Int(line.stream)
    streams[number].version += 1
    let stream = streams[number]
    if stream.isSelected, typeIsSelected[Int(line.type)] {
      add(line, damage: nil, version: stream.version)
    } else {
      count(line)
    }
  }

  mutating func append(_ line: ScannedLine, damage: Damage.Kind) {
    if damage == .movedAside {
      count(line)
    } else {
      add(line, damage: damage, version: 0)
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
  private mutating func add(_ line: ScannedLine, damage: Damage.Kind?, version: UInt32) {
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
