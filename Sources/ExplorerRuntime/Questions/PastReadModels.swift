import Rewind
import RewindSQLite
import Synchronization

/// Read models as of the positions that were looked at last, each in a store of its own.
final class PastReadModels: Sendable {
  /// Which states a store holds: the first as the live copy, a second as the shadow.
  struct Key: Hashable, Sendable {
    var projection: String
    var positions: [Int]
  }

  private static let limit = 4
  private let kept = Mutex(Kept())

  private struct Kept {
    var stores: [(key: Key, store: any ReadModelStore)] = []
    /// Counts how often all was forgotten.
    var generation = 0
  }

  /// The store with some states; filled now where they are not among the last.
  func store(
    _ key: Key, fill: (any ReadModelStore) throws -> Void
  ) throws -> any ReadModelStore {
    let (known, generation) = kept.withLock { kept in
      let place = kept.stores.firstIndex { $0.key == key }
      return (place.map { kept.stores.remove(at: $0).store }, kept.generation)
    }
    let store: any ReadModelStore
    if let known {
      store = known
    } else {
      store = try SQLiteReadModels.temporary()
      try fill(store)
    }
    kept.withLock { kept in
      // What was filled while all was forgotten is forgotten too.
      if kept.generation == generation { kept.stores.append((key, store)) }
      if kept.stores.count > Self.limit { kept.stores.removeFirst() }
    }
    return store
  }

  /// Forgets all of them, those too that are being filled.
  func clear() {
    kept.withLock { kept in
      kept.stores = []
      kept.generation += 1
    }
  }
}
