import Platform
import Synchronization

/// Runs asynchronous work to its end on the calling thread.
///
/// Swift's own threads for tasks are not started: they need descriptors of their own, and end the process
/// where it may open no more files.
///
/// - Parameter isCancellable: whether an interruption cancels the work.
func waitFor<Value: Sendable>(
  isCancellable: Bool = false, _ work: @escaping @Sendable () async throws -> Value
) throws -> Value {
  let thread = CallingThread()
  let box = ResultBox<Value>()
  let task = Task.detached(executorPreference: thread) {
    box.fulfil(await Result(catching: work))
  }
  while true {
    thread.runJobs(waitingAtMostMilliseconds: 100)
    if let result = box.result { return try result.get() }
    if isCancellable, Interruption.isRequested { task.cancel() }
  }
}

extension Result where Failure == any Error {
  fileprivate init(catching body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}

private final class ResultBox<Value: Sendable>: Sendable {
  private let state = Mutex<Result<Value, any Error>?>(nil)

  var result: Result<Value, any Error>? { state.withLock { $0 } }

  func fulfil(_ result: Result<Value, any Error>) {
    state.withLock { $0 = result }
  }
}

/// Runs the jobs of tasks on the thread that asks for it.
private final class CallingThread: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let hasJobs = Semaphore()

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    hasJobs.post()
  }

  /// Runs what is to be run, where need be after a wait.
  func runJobs(waitingAtMostMilliseconds milliseconds: Int) {
    hasJobs.wait(atMostMilliseconds: milliseconds)
    let due = jobs.withLock { jobs in
      defer { jobs = [] }
      return jobs
    }
    for job in due { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
