/// Some events of a log that follow each other, with their bytes: what projections fold.
///
/// Whole appends only. Streams and types are numbers of the feed that read it.
struct EventBatch: Sendable {
  /// The position of the first line.
  var firstPosition: Int
  var lines: [FeedLine] = []
  /// The bytes of the lines, in the order of the file.
  var pieces: [FilePiece]
  /// The file they are all from.
  var fileName: String

  /// The position of the last line.
  var lastPosition: Int { firstPosition + lines.count - 1 }

  /// The bytes of the line at a position of the batch, without the newline; fewer of one that is too
  /// long to be kept.
  func bytes(at position: Int) -> ArraySlice<UInt8> {
    bytes(of: lines[position - firstPosition])
  }

  func bytes(of line: FeedLine) -> ArraySlice<UInt8> {
    pieces[Int(line.piece)].bytes[range(of: line)]
  }

  /// Where in its piece a line is.
  func range(of line: FeedLine) -> Range<Int> {
    let count = pieces[Int(line.piece)].bytes.count
    let start = min(Int(line.start), count)
    return start..<min(start + Int(line.length), count)
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
  /// The place in its stream, from 1.
  var version: UInt32
  var damage: Damage
  /// Whether it is what the feed was asked for; a damaged line always is.
  var isSelected: Bool
  /// Microseconds since 1970, and what the log itself gives; ``ScannedLine/none`` where it does not.
  var time: Int64
  var loggedVersion: Int64
  var loggedPosition: Int64
}
