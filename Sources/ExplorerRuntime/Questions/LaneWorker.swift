import Explorer
import Platform
import Synchronization

/// A thread that answers the requests of one lane: only the newest, since no other is waited for.
final class LaneWorker: Sendable {
  private let newest = Mutex<Request?>(nil)
  /// The token of the request that is waited for; 0 for none.
  private let wanted = Atomic<Int>(0)
  private let posted = Semaphore()
  private let isStopped = Atomic(false)

  /// Starts the thread, which lives until ``stop()``; nil where the system has none left.
  ///
  /// - Parameter answer: answers a request; asks `isWanted` now and then, and gives up where it is not.
  init?(
    answer: @escaping @Sendable (Request, _ isWanted: @escaping @Sendable () -> Bool) -> Void
  ) {
    let isStarted = BlockingThread.startDetached { [self] in
      while true {
        posted.wait()
        if isStopped.load(ordering: .relaxed) { return }
        guard let request = newest.withLock({ $0.take() }) else { continue }
        answer(request) { self.wanted.load(ordering: .relaxed) == request.token }
      }
    }
    if !isStarted { return nil }
  }

  /// Asks a question; an unfinished one is given up.
  func ask(_ request: Request) {
    wanted.store(request.token, ordering: .relaxed)
    newest.withLock { $0 = request }
    posted.post()
  }

  /// Gives up what is unfinished.
  func cancel() {
    wanted.store(0, ordering: .relaxed)
    newest.withLock { $0 = nil }
  }

  /// Gives up what is unfinished, and ends the thread.
  func stop() {
    cancel()
    isStopped.store(true, ordering: .relaxed)
    posted.post()
  }
}
