internal import Glibc

/// Runs a body on a number of threads of its own, the calling one among them, until all are done.
///
/// Work on files blocks, so that it must not take the threads that Swift's tasks share.
func runOnThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  var threads: [pthread_t] = []
  for number in 1..<max(1, count) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(ThreadBody { body(number) })
    let status = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<ThreadBody>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    if status == 0 { threads.append(thread) } else { context.release() }
  }
  body(0)
  for thread in threads { pthread_join(thread, nil) }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
