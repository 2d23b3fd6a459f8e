internal import Synchronization

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

/// Runs a body for each number below a count, as ``runOnThreads(_:_:)`` does.
///
/// - Throws: what one of them throws, once all are done.
package func tryOnThreads(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
  let failure = Mutex<(any Error)?>(nil)
  runOnThreads(count) { number in
    do {
      try body(number)
    } catch {
      failure.withLock { $0 = error }
    }
  }
  if let failure = failure.withLock(\.self) { throw failure }
}

/// Runs two bodies, each on a thread of its own, and answers what both have made.
///
/// The calling thread is one of them. Where both throw, it is the first one's error.
package func runBeside<First: Sendable, Second: Sendable>(
  _ first: @escaping @Sendable () throws -> First,
  _ second: @escaping @Sendable () throws -> Second
) throws -> (First, Second) {
  let made = Mutex<(Result<First, any Error>?, Result<Second, any Error>?)>((nil, nil))
  runOnThreads(2) { number in
    if number == 0 {
      let result = Result { try first() }
      made.withLock { $0.0 = result }
    } else {
      let result = Result { try second() }
      made.withLock { $0.1 = result }
    }
  }
  return try made.withLock { made in
    guard let first = made.0, let second = made.1 else { preconditionFailure("both have run") }
    return (try first.get(), try second.get())
  }
}
