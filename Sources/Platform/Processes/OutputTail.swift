internal import Synchronization

/// The end of what a child says, which is read on a thread of its own, so that the child never waits.
package final class OutputTail: Sendable {
  /// So many bytes are kept.
  private static let limit = 4 << 10

  private let bytes = Mutex<[UInt8]>([])
  private let isRead = Semaphore()

  /// Begins to read; nil where the system has no thread left for it.
  ///
  /// - Parameter output: the end of a pipe.
  package init?(_ output: SystemFile) {
    let isStarted = BlockingThread.startDetached { [self] in
      while let next = try? output.readNext(atMost: Self.limit), !next.isEmpty {
        bytes.withLock { $0 = Array(($0 + next).suffix(Self.limit)) }
      }
      isRead.post()
    }
    guard isStarted else { return nil }
  }

  /// The last line with something in it, without spaces around it; nil where there is none.
  ///
  /// Bytes that are no UTF-8 are replaced; what a terminal would obey is still in it. Called once, when the
  /// child has ended; where something else still holds the pipe, it is not waited for long.
  package func lastLine() -> String? {
    isRead.wait(atMostMilliseconds: 200)
    let text = String(decoding: bytes.withLock(\.self), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline)
      .map { $0.drop(while: \.isWhitespace) }
      .last { !$0.isEmpty }
      .map(String.init)
  }
}
