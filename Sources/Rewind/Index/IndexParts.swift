/// When an index that is being made is written to disk, so that no more of it is held in memory than a part.
struct IndexParts: Sendable {
  /// So many lines are a part: what is known of them takes some 8 MB.
  @TaskLocal static var lineCount = 1 << 18

  /// Whether parts are written, and the first one is.
  private(set) var hasBegun = false

  private let log: EventLog
  private let lineCount: Int
  /// What was read of the log's files before the one at hand.
  private var found: EventLog.FilesRead?
  private var file = 0
  /// A part is written when the index has so many lines.
  private var next: Int

  init(of log: EventLog, from count: Int) {
    self.log = log
    lineCount = Self.lineCount
    next = count + lineCount
  }

  /// Goes on with a file.
  mutating func begin(_ file: Int, behind found: EventLog.FilesRead) {
    (self.file, self.found) = (file, found)
  }

  /// Writes a part where it is time to, and answers whether it did.
  ///
  /// - Parameters:
  ///   - count: how many lines the index has.
  ///   - end: behind the last line that was taken in of the file at hand.
  mutating func keep(ofLines count: Int, end: Int) -> Bool {
    guard count >= next, var found else { return false }
    found.ends[file] = end
    switch log.keepPart(found) {
    case .notYet: return false
    case .written: (next, hasBegun) = (count + lineCount, true)
    case .impossible: (next, hasBegun) = (.max, false)
    }
    return hasBegun
  }
}
