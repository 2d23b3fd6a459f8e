/// What a worker found in a stretch of a file.
struct ScannedChunk: Sendable {
  var lines: [ScannedLine] = []
  /// The bytes of the lines, where the scanner keeps them.
  var pieces: [FilePiece] = []
  /// Streams that the worker met for the first time, in the order of its numbers.
  var newStreams: [NewStream] = []
  /// Types that the worker met for the first time, in the order of its numbers.
  var newTypes: [[UInt8]] = []
  /// Where the first byte that was not taken in stands: behind the last line that has ended.
  var end: Int
  /// Whether the file ends in this chunk's last line, so that nothing of it follows.
  var endsInLine = false

  /// A stream's name, and its category where the mapping gives one.
  struct NewStream: Sendable {
    var name: [UInt8]
    var category: [UInt8]?
  }
}
