/// How far the chunks of a file that were handed on reach.
///
/// A chunk inside of a line that began before it knows nothing of where that line ends: what the line's
/// own chunk says holds.
struct ScannedEnd {
  /// Behind the last line that has ended.
  private(set) var offset: Int
  /// Whether the file ends in the line that begins there.
  private var isInLine = false

  init(_ offset: Int = 0) {
    self.offset = offset
  }

  /// Takes in the next chunk.
  mutating func take(_ chunk: ScannedChunk) {
    guard !isInLine else { return }
    offset = max(offset, chunk.end)
    isInLine = chunk.endsInLine
  }
}
