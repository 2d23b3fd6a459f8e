internal import Glibc

/// Waits until a log's files may have changed.
///
/// The system says so at once (inotify); where it cannot, as on network file systems, a look every
/// 250 ms finds out.
public final class LogWatch: Sendable {
  /// The longest that a change goes unnoticed, in milliseconds.
  public static let longestWait = 250

  private let notifier: SystemFile?

  /// Watches the folders of a log's files.
  public init(_ log: EventLog) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else {
      notifier = nil
      return
    }
    for folder in log.folders {
      inotify_add_watch(
        descriptor, folder, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE))
    }
    notifier = SystemFile(path: "inotify", descriptor: descriptor)
  }

  /// Returns when something may have changed, or after ``longestWait``.
  public func wait() {
    guard let notifier else {
      usleep(UInt32(Self.longestWait * 1000))
      return
    }
    var poller = pollfd(fd: notifier.descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, Int32(Self.longestWait)) > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    while read(notifier.descriptor, &buffer, buffer.count) > 0 {}
  }
}
