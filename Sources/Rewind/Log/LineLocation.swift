/// A line's place among the log's files.
struct LineLocation: Hashable, Sendable {
  /// The file's place in the list of files, below 65,536.
  var file: Int
  /// Where in the file the line begins.
  var offset: Int
  /// How many bytes it has, without the newline.
  var length: Int
}

extension LineLocation {
  private static let offsetBits = 48

  /// The file and the offset as the locator that an index keeps of a line.
  var locator: UInt64 { UInt64(file) << Self.offsetBits | UInt64(offset) }

  /// The place that ``locator`` stands for.
  init(locator: UInt64, length: Int) {
    file = Int(locator >> Self.offsetBits)
    offset = Int(locator & (1 << Self.offsetBits - 1))
    self.length = length
  }
}

extension LineColumns {
  /// Where a line of a log of files lies.
  func location(_ line: Int) -> LineLocation {
    LineLocation(locator: locator(line), length: length(line))
  }
}
