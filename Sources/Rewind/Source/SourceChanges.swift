internal import Synchronization

/// Counts the changes of something, and wakes those who wait for the next one.
final class ChangeSignal: Sendable {
  private struct State {
    var count = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var lastWaiter = 0
  }

  private let state = Mutex(State())

  /// How many changes there were.
  var count: Int { state.withLock { $0.count } }

  /// Notes a change.
  func signal() {
    let waiters = state.withLock { state in
      state.count += 1
      defer { state.waiters = [:] }
      return state.waiters.values
    }
    for waiter in waiters { waiter.resume() }
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
}
