internal import Platform

/// Some events of a log that follow each other, with their bytes: what projections fold.
///
/// Whole appends only. Streams and types are numbers of the feed that read it.
struct EventBatch: Sendable {
  /// The position of the first line.
  var firstPosition: Int
  /// How many lines there are, with those that were not asked for.
  var count = 0
  /// The lines that were asked for, and damaged ones, in order.
  var lines: [FeedLine] = []
  /// Why lines are damaged, by position, where their bytes do not say.
  var reasons: [Int: String] = [:]
  /// The bytes of the lines, in the order of the file.
  var pieces: [FilePiece] = []
  /// Which piece the last line is in, and where.
  var lastPiece = 0
  var lastLine = 0..<0
  /// The bytes of the last line as the log has them, where the lines were made of what was read there.
  var loggedLast: [UInt8]?
  /// The file they are all from.
  var fileName: String

  /// The position of the last line.
  var lastPosition: Int { firstPosition + count - 1 }

  /// The bytes of the last line, without the newline; the beginning of a long one.
  var lastBytes: [UInt8] {
    if let loggedLast { return loggedLast }
    guard pieces.indices.contains(lastPiece) else { return [] }
    let memory = pieces[lastPiece].memory
    return withExtendedLifetime(memory) {
      Array(memory.bytes[lastLine.clamped(to: 0..<memory.count)].prefix(DamagedLine.byteLimit))
    }
  }

  /// Which of the lines that were asked for is the first behind a position.
  func firstLine(behind position: Int) -> Int {
    lines.partitioningIndex { $0.position > position }
  }

  /// The position of the last of so many lines behind a position, the bytes of which are known; that of the
  /// batch's last line where there is none.
  func end(ofLines count: Int, behind position: Int) -> Int {
    let first = firstLine(behind: position)
    guard loggedLast == nil, count < lines.count - first else { return lastPosition }
    return lines[(first + count - 1)...].first { $0.damage == nil }?.position ?? lastPosition
  }

  /// The bytes of a line, without the newline; the beginning of a long one.
  ///
  /// Known of the last, and of those that were asked for and are not damaged; nil of others.
  func lineBytes(at position: Int) -> [UInt8]? {
    if position == lastPosition { return lastBytes }
    let place = firstLine(behind: position - 1)
    guard loggedLast == nil, place < lines.count, lines[place].position == position,
      lines[place].damage == nil
    else { return nil }
    let memory = pieces[Int(lines[place].piece)].memory
    return withExtendedLifetime(memory) {
      Array(lines[place].text(in: memory.bytes).prefix(DamagedLine.byteLimit))
    }
  }

  /// The bytes of a piece; valid as long as the batch is.
  func bytes(ofPiece piece: UInt32) -> UnsafeRawBufferPointer { pieces[Int(piece)].memory.bytes }
}

extension ProjectionPartition {
  /// The number of the partition that a line of a feed belongs to.
  @inline(__always)
  func number(of line: FeedLine) -> Int {
    switch self {
    case .stream: Int(line.stream)
    case .type: Int(line.type)
    case .whole, .keys: 0
    }
  }
}
