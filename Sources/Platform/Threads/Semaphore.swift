internal import Glibc

/// Wakes a thread that waits: each post ends one wait, whichever comes first.
///
/// POSIX's, at an address that does not change.
package final class Semaphore: @unchecked Sendable {
  private let handle = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  package init() {
    sem_init(handle, 0, 0)
  }

  deinit {
    sem_destroy(handle)
    handle.deallocate()
  }

  /// Ends a wait, of now or later.
  package func post() {
    sem_post(handle)
  }

  /// Waits for a post.
  package func wait() {
    while sem_wait(handle) != 0 {}
  }

  /// Waits for a post, or for so long.
  package func wait(atMostMilliseconds milliseconds: Int) {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    let nanoseconds = deadline.tv_nsec + milliseconds % 1000 * 1_000_000
    deadline.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
    deadline.tv_nsec = nanoseconds % 1_000_000_000
    while sem_timedwait(handle, &deadline) != 0, errno == EINTR {}
  }
}
