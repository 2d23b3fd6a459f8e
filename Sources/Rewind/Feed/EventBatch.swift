/// Some events of a log that follow each other, with their bytes: what projections fold.
///
/// Whole appends only. Streams and types are numbers of the feed that read it.
struct EventBatch: Sendable {
  /// The position of the first line.
  var firstPosition: Int
  /// How many lines there are, those that were not asked for among them.
  var count = 0
  /// The lines that were asked for, and damaged ones, by the share of the partitions they belong to.
  var shares: [[FeedLine]]
  /// The bytes of the lines, in the order of the file.
  var pieces: [FilePiece]
  /// Which piece the last line is in, and where.
  var lastPiece = 0
  var lastLine = 0..<0
  /// The file they are all from.
  var fileName: String

  /// The position of the last line.
  var lastPosition: Int { firstPosition + count - 1 }

  /// The bytes of the last line, without the newline; the beginning of a long one.
  var lastBytes: [UInt8] {
    guard pieces.indices.contains(lastPiece) else { return [] }
    let memory = pieces[lastPiece].memory
    return withExtendedLifetime(memory) {
      Array(memory.bytes[lastLine.clamped(to: 0..<memory.count)].prefix(DamagedLine.byteLimit))
    }
  }

  /// Calls a body with each line of a share through a position, and with its bytes, until it returns a
  /// value.
  func first<Value>(
    of share: Int, through position: Int,
    _ body: (FeedLine, UnsafeRawBufferPointer) throws -> Value?
  ) rethrows -> Value? {
    var rest = shares[share][...]
    for (number, piece) in pieces.enumerated() {
      let found = try withExtendedLifetime(piece.memory) { memory -> Value? in
        let bytes = memory.bytes
        while let line = rest.first, line.piece == number, line.position <= position {
          let text = UnsafeRawBufferPointer(rebasing: bytes[line.range(in: bytes.count)])
          if let value = try body(line, text) { return value }
          rest = rest.dropFirst()
        }
        return nil
      }
      if let found { return found }
    }
    return nil
  }
}

/// Which share of a batch each line goes to.
struct PartitionShares: Sendable {
  var partition: ProjectionPartition
  /// How many shares there are.
  var count: Int

  /// The number of a line's partition in the feed.
  @inline(__always)
  func number(stream: UInt32, type: UInt32) -> Int {
    switch partition {
    case .stream: Int(stream)
    case .type: Int(type)
    case .whole: 0
    }
  }
}

/// One line of a batch.
struct FeedLine: BitwiseCopyable, Sendable {
  /// What is wrong with a line; `none` where nothing is known to be.
  enum Damage: UInt8 {
    case none, line, incompleteCommit
  }

  /// Which piece of the batch's bytes it is in, and where.
  var piece: UInt32
  var start: UInt32
  var length: UInt32
  var places: CanonicalPlaces
  /// The feed's numbers; of no use where the line is damaged.
  var stream: UInt32
  var type: UInt32
  /// The place in its stream, from 1; in the log, from 1.
  var version: UInt32
  var position: Int
  var damage: Damage
  /// Microseconds since 1970, and what the log itself gives; ``ScannedLine/none`` where it does not.
  var time: Int64
  var loggedVersion: Int64
  var loggedPosition: Int64

  /// Where in a piece of so many bytes the line is.
  @inline(__always)
  func range(in count: Int) -> Range<Int> {
    let start = min(Int(start), count)
    return start..<min(start + Int(length), count)
  }
}
