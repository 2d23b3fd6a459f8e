internal import Platform

/// How long a writer waits for a lock that another writer holds, on any storage.
struct LockPatience {
  /// In microseconds.
  private static let limit = 5_000_000

  private var waited = 0

  private enum Step {
    case taken(ListStamp?)
    case pause(microseconds: Int)
  }

  /// Tries once; the pauses before the next try grow.
  private mutating func tryOnce(_ storage: some LogStorage) throws(StoreError) -> Step {
    switch try storage.tryLock() {
    case .taken(let stamp): return .taken(stamp)
    case .held(let folder, let holder):
      guard waited < Self.limit else { throw .locked(folder: folder, holder: holder()) }
      let pause = min(5_000, 100 + waited / 8)
      waited += pause
      return .pause(microseconds: pause)
    }
  }

  /// Waits for a storage's lock in the thread.
  static func lock(_ storage: some LogStorage) throws(StoreError) -> ListStamp? {
    var patience = LockPatience()
    while true {
      switch try patience.tryOnce(storage) {
      case .taken(let stamp): return stamp
      case .pause(let microseconds): SystemClock.pause(microseconds: microseconds)
      }
    }
  }

  /// Waits for a storage's lock on a thread of Rewind's own; cancelling the task ends it.
  static func lock(awaiting storage: some LogStorage) async throws(StoreError) -> ListStamp? {
    var patience = LockPatience()
    while true {
      switch try patience.tryOnce(storage) {
      case .taken(let stamp): return stamp
      case .pause(let microseconds):
        await BlockingWork.perform { SystemClock.pause(microseconds: microseconds) }
        if Task.isCancelled { throw .cancelled }
      }
    }
  }
}
