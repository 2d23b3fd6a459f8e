/// Runs a body for each number below a count, each on a thread of its own, until all are done.
///
/// The calling thread is one of them, and takes the share of a thread that could not be started.
package func runOnThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  guard count > 0 else { return }
  let threads = (1..<count).map { number in (number, BlockingThread { body(number) }) }
  body(0)
  for (number, thread) in threads {
    if let thread { thread.join() } else { body(number) }
  }
}
