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
  /// The feed's numbers of the streams and the types that are asked for and are in no batch before.
  var newStreams: [Int] = []
  var newTypes: [Int] = []
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
    case .whole: 0
    }
  }
}
