internal import Glibc

/// Runs work that blocks on threads of its own, apart from those that Swift's tasks share.
///
/// The threads are used again, and end when nothing has come for some seconds. Where the system has no
/// thread left, the caller's does the work.
package enum BlockingWork {
  private static let pool = ThreadPool()

  /// Runs tasks that may block on these threads.
  ///
  /// Those of Swift's tasks need descriptors of their own, and end the process where it may open no more
  /// files.
  package static var executor: any TaskExecutor { pool }

  /// Returns what a body returns, without holding up the thread of the task that waits for it.
  package static func perform<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      pool.perform { continuation.resume(returning: body()) }
    }
  }

  /// Returns what a body returns or throws, without holding up the thread of the task that waits for it.
  package static func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      pool.perform { continuation.resume(with: Result(catching: body)) }
    }
  }
}

/// Threads that wait for work.
///
/// Invariant: `jobs`, `idle` and `count` are looked at and changed with `mutex` held only.
private final class ThreadPool: TaskExecutor, @unchecked Sendable {
  private static let limit = 64
  /// How long a thread waits for work, in seconds.
  private static let patience = 5

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let hasJob = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [@Sendable () -> Void] = []
  /// How many threads wait for work, with no job on its way to them.
  private var idle = 0
  private var count = 0

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(hasJob, nil)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    perform { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  func perform(_ job: @escaping @Sendable () -> Void) {
    pthread_mutex_lock(mutex)
    jobs.append(job)
    if jobs.count <= idle || count >= Self.limit {
      pthread_cond_signal(hasJob)
      return _ = pthread_mutex_unlock(mutex)
    }
    count += 1
    pthread_mutex_unlock(mutex)
    guard let thread = BlockingThread({ [self] in work() }) else { return workHere() }
    thread.detach()
  }

  private func work() {
    while let job = next() { job() }
  }

  /// Does the waiting work on this thread, since no other may be left to do it.
  private func workHere() {
    pthread_mutex_lock(mutex)
    count -= 1
    let job = jobs.isEmpty ? nil : jobs.removeFirst()
    pthread_mutex_unlock(mutex)
    job?()
  }

  /// The next job; nil, with one thread less, where none came for a while.
  private func next() -> (@Sendable () -> Void)? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    deadline.tv_sec += Self.patience
    idle += 1
    while jobs.isEmpty {
      guard pthread_cond_timedwait(hasJob, mutex, &deadline) != ETIMEDOUT || !jobs.isEmpty else {
        idle -= 1
        count -= 1
        return nil
      }
    }
    idle -= 1
    return jobs.removeFirst()
  }
}
