internal import Synchronization

/// Counts the changes of a source, and wakes the tasks that wait for the next one.
public final class SourceChanges: Sendable {
  private struct State {
    var count = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var lastWaiter = 0
    weak var follower: SourceFollower?
  }

  private let state = Mutex(State())

  /// No changes so far.
  public init() {}

  /// How many changes there were.
  public var count: Int { state.withLock { $0.count } }

  /// Notes a change.
  public func signal() {
    let waiters = state.withLock { state in
      state.count += 1
      return state.waiters.isEmpty ? [:] : exchange(&state.waiters, with: [:])
    }
    for waiter in waiters.values { waiter.resume() }
  }

  /// Returns once there were more changes than a number, or the task is cancelled.
  func wait(beyond count: Int) async {
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        let isDue = state.withLock { state in
          // A task that is cancelled later finds the waiter, since it too needs the lock.
          if state.count > count || Task.isCancelled { return true }
          state.waiters[id] = waiter
          return false
        }
        if isDue { waiter.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
  }

  /// Refreshes the source as long as the result is held; all callers share one.
  func follower(of source: some EventSource) -> SourceFollower {
    state.withLock { state in
      if let follower = state.follower { return follower }
      let follower = SourceFollower(source)
      state.follower = follower
      return follower
    }
  }
}
