internal import Glibc

/// Wakes a thread that waits: POSIX's semaphore, at an address that does not change.
package final class Signal: @unchecked Sendable {
  private let handle = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  package init() {
    sem_init(handle, 0, 0)
  }

  deinit {
    sem_destroy(handle)
    handle.deallocate()
  }

  package func post() {
    sem_post(handle)
  }

  package func wait() {
    while sem_wait(handle) != 0 {}
  }

  /// Waits, but not for ever.
  package func wait(atMostMilliseconds milliseconds: Int) {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    let nanoseconds = deadline.tv_nsec + milliseconds % 1000 * 1_000_000
    deadline.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
    deadline.tv_nsec = nanoseconds % 1_000_000_000
    while sem_timedwait(handle, &deadline) != 0, errno == EINTR {}
  }
}
