/// Lines on their way into a batch: counted, and kept where they are asked for.
struct BatchLines: LineConsumer, Sendable {
  private(set) var batch = EventBatch(firstPosition: 1, fileName: "")

  private let names: FeedNames
  /// What the streams had before the feed began.
  private let before: (index: LogIndex, position: Int)?
  /// Lines up to here are counted, and not given.
  private let skipsThrough: Int
  /// The last version of each stream, and whether its events are asked for.
  private var versions: [UInt32] = []
  private var streamIsSelected: [Bool] = []
  private var typeIsSelected: [Bool] = []
  /// Streams and types that are asked for and were met since the last batch was given.
  private var newStreams: [Int] = []
  private var newTypes: [Int] = []

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

  /// Gives the batch away, with the streams and types that are new in it.
  mutating func takeBatch() -> EventBatch {
    var taken = EventBatch(firstPosition: batch.lastPosition + 1, fileName: batch.fileName)
    swap(&taken, &batch)
    swap(&taken.newStreams, &newStreams)
    swap(&taken.newTypes, &newTypes)
    return taken
  }
}

// MARK: - Names

extension BatchLines {
  mutating func number(of stream: ScannedChunk.NewStream) -> UInt32 {
    let number = stream.name.withUnsafeBytes { names.streams.intern($0) }
    if number == versions.count {
      let isSelected = names.isSelected(stream)
      names.note(stream)
      versions.append(versionBefore(stream.name))
      streamIsSelected.append(isSelected)
      if isSelected { newStreams.append(number) }
    }
    return UInt32(number)
  }

  mutating func number(ofType name: [UInt8]) -> UInt32 {
    let number = name.withUnsafeBytes { names.types.intern($0) }
    if number == typeIsSelected.count {
      let isSelected = names.isSelected(type: name)
      typeIsSelected.append(isSelected)
      if isSelected { newTypes.append(number) }
    }
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
  mutating func append(_ line: ScannedLine) {
    let stream = Int(line.stream)
    versions[stream] += 1
    if streamIsSelected[stream], typeIsSelected[Int(line.type)] {
      add(line, damage: nil, version: versions[stream])
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
