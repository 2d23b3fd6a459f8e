internal import Platform
internal import Synchronization

/// What files begin with, looked at once for each file that is not empty.
final class FileHeads: Sendable {
  private let known = Mutex<[String: FileHead]>([:])

  /// What a file begins with; nil where it is empty or cannot be read.
  subscript(path: String) -> FileHead? {
    if let head = known.withLock({ $0[path] }) { return head }
    guard let file = try? SystemFile(path, .readingFile),
      let head = try? FileHead(file, mapping: nil),
      !head.isEmpty
    else { return nil }
    known.withLock { $0[path] = head }
    return head
  }
}
