import Explorer
import Platform
import Synchronization

/// A thread that answers the requests of one lane: only the newest, since no other is waited for.
final class LaneWorker: Sendable {
  private let asked = Mutex(Asked())
  private let posted = Semaphore()
  private let isStopped = Atomic(false)

  private struct Asked {
    /// The newest request, until the thread takes it.
    var newest: Request?
    /// Gives up the newest request, also while it is being answered.
    var cancellation = Cancellation()
  }

  /// Starts the thread, which lives until ``stop()``; nil where the system has none left.
  ///
  /// - Parameter answer: answers a request; asks `isWanted` now and then, and gives up where it is not. It
  ///   runs under the request's `Cancellation`, which ends what children are at.
  init?(
    answer: @escaping @Sendable (Request, _ isWanted: @escaping @Sendable () -> Bool) -> Void
  ) {
    let isStarted = BlockingThread.startDetached { [self] in
      while true {
        posted.wait()
        if isStopped.load(ordering: .relaxed) { return }
        let (newest, cancellation) = asked.withLock { ($0.newest.take(), $0.cancellation) }
        guard let newest else { continue }
        Cancellation.$current.withValue(cancellation) {
          answer(newest) { !cancellation.isCancelled }
        }
      }
    }
    if !isStarted { return nil }
  }

  /// Asks a question; an unfinished one is given up.
  func ask(_ request: Request) {
    replace(by: request)
    posted.post()
  }

  /// Gives up what is unfinished.
  func cancel() { replace(by: nil) }

  /// Gives up what is unfinished, and ends the thread.
  func stop() {
    cancel()
    isStopped.store(true, ordering: .relaxed)
    posted.post()
  }

  private func replace(by request: Request?) {
    asked.withLock { asked in
      asked.cancellation.cancel()
      asked = Asked(newest: request)
    }
  }
}
