internal import Glibc

/// Waits until something changes in folders.
///
/// The system says so at once (`inotify(7)`); where it cannot, as on network file systems, a wait lasts
/// its whole time.
package final class FolderWatch: Sendable {
  private let notifier: SystemFile?

  package init(_ folders: [String]) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else {
      notifier = nil
      return
    }
    for folder in folders {
      inotify_add_watch(
        descriptor, folder, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE))
    }
    notifier = SystemFile(path: "inotify", descriptor: descriptor)
  }

  /// Returns when something was changed since the last wait, or after so many milliseconds.
  package func wait(atMostMilliseconds milliseconds: Int) {
    guard let notifier else { return SystemClock.pause(microseconds: milliseconds * 1000) }
    var poller = pollfd(fd: notifier.descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, Int32(milliseconds)) > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    while read(notifier.descriptor, &buffer, buffer.count) > 0 {}
  }
}
