internal import Platform

/// Waits until a source may have changed; each who waits has one of its own.
public protocol ChangeWatch: Sendable {
  /// Returns when something may have changed, and after 250 ms at the latest.
  func wait()
}

/// Looks now and then, where nothing tells of changes.
public struct PollingWatch: ChangeWatch {
  /// The time between two looks, in milliseconds.
  public static let interval = 250

  /// A watch that begins now.
  public init() {}

  /// Returns after ``interval``.
  public func wait() {
    SystemClock.pause(microseconds: Self.interval * 1000)
  }
}

/// Waits until the files of some folders may have changed.
///
/// The system says so at once; where it cannot, as on network file systems, a look every
/// ``PollingWatch/interval`` milliseconds finds out.
struct FileWatch: ChangeWatch {
  private let folders: FolderWatch

  init(_ folders: [String]) {
    self.folders = FolderWatch(folders)
  }

  func wait() {
    folders.wait(atMostMilliseconds: PollingWatch.interval)
  }
}
