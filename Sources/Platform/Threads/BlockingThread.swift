internal import Glibc

/// A thread for work that blocks, which must not take those that Swift's tasks share.
package struct BlockingThread: Sendable {
  private let handle: pthread_t

  /// Starts a body on a thread of its own; nil where the system has none left.
  ///
  /// The holder of the thread calls ``join()`` or ``detach()`` once.
  package init?(_ body: @escaping @Sendable () -> Void) {
    var handle = pthread_t()
    let context = Unmanaged.passRetained(ThreadBody(body))
    let status = pthread_create(
      &handle, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      return nil
    }
    self.handle = handle
  }

  /// Runs a body on a thread that nobody waits for; false where the system has none left.
  package static func startDetached(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = BlockingThread(body) else { return false }
    thread.detach()
    return true
  }

  /// Waits until the body has returned.
  package func join() {
    pthread_join(handle, nil)
  }

  /// Lets the body run to its end unwaited for.
  package func detach() {
    pthread_detach(handle)
  }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
