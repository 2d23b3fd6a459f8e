internal import Platform

/// Waits until a log's files may have changed.
///
/// The system says so at once (inotify); where it cannot, as on network file systems, a look every
/// 250 ms finds out.
public final class LogWatch: Sendable {
  /// The longest that a change goes unnoticed, in milliseconds.
  public static let longestWait = 250

  private let folders: FolderWatch

  /// Watches the folders of a log's files.
  public init(_ log: EventLog) {
    folders = FolderWatch(log.folders)
  }

  /// Returns when something may have changed, or after ``longestWait``.
  public func wait() {
    folders.wait(atMostMilliseconds: Self.longestWait)
  }
}
