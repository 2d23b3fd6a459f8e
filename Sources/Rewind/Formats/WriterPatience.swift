internal import Platform

/// How long whoever writes a file is waited for where it ends in the midst of an event: until it has not changed
/// for a while.
struct WriterPatience: Sendable {
  private static let step = 50
  /// For so long a file has not changed that nobody writes.
  private let milliseconds: Int
  private var waited = 0
  private var size: Int?

  /// Waits for so many milliseconds without a change.
  init(milliseconds: Int) {
    self.milliseconds = milliseconds
  }

  /// For a file that was just found.
  static let first = WriterPatience(milliseconds: 1000)
  /// For one that was seen to change, whose writer may be slow.
  static let afterChange = WriterPatience(milliseconds: 5000)

  /// Waits a moment; false where the file has not changed for long enough, and nothing more is waited for.
  mutating func waits(for file: FileStatus) -> Bool {
    if file.size != size { waited = 0 }
    size = file.size
    let age = FileStatus.Time.now().seconds(since: file.modified) * 1000
    guard age < Double(milliseconds), waited < milliseconds else { return false }
    Semaphore().wait(atMostMilliseconds: Self.step)
    waited += Self.step
    return true
  }
}
