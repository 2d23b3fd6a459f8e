import Platform
import ExplorerRuntime
import Synchronization

/// Runs asynchronous work to its end while the calling thread waits.
///
/// The program's own thread stays synchronous: the explorer blocks signals on it before any other
/// thread is there.
///
/// - Parameter isCancellable: whether an interruption cancels the work.
func waitFor<Value: Sendable>(
  isCancellable: Bool = false, _ work: @escaping @Sendable () async throws -> Value
) throws -> Value {
  let box = ResultBox<Value>()
  let task = Task.detached { box.fulfil(await Result(catching: work)) }
  return try box.wait { if isCancellable, Interruption.isRequested { task.cancel() } }.get()
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

/// A result that one thread waits for and another one brings.
private final class ResultBox<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let ready = Semaphore()

  func fulfil(_ value: Result<Value, any Error>) {
    result.withLock { $0 = value }
    ready.post()
  }

  /// Waits for the result, and does something now and then meanwhile.
  func wait(meanwhile: () -> Void) -> Result<Value, any Error> {
    while true {
      ready.wait(atMostMilliseconds: 100)
      if let value = result.withLock(\.self) { return value }
      meanwhile()
    }
  }
}
