import Rewind
import RewindSQLite
import Synchronization

/// Read models as of the positions that were looked at last, each in a store of its own.
final class PastReadModels: Sendable {
  /// Which states a store holds: the first as the live copy, a second as the shadow.
  struct Key: Hashable, Sendable {
    let projection: String
    /// What made them.
    let fingerprint: String
    let positions: [Int]
    /// The generation of the log.
    let generation: LogGeneration

    init(of definition: ProjectionDefinition, positions: [Int], of log: LogSnapshot) {
      (projection, fingerprint) = (definition.name, definition.fingerprint)
      self.positions = positions
      generation = log.generation
    }
  }

  private static let limit = 4
  private let stores = Mutex<[(key: Key, store: any ReadModelStore)]>([])

  /// The store with some states; filled now where they are not among the last.
  func store(
    _ key: Key, fill: (any ReadModelStore) throws -> Void
  ) throws -> any ReadModelStore {
    let known = stores.withLock { stores in
      let place = stores.firstIndex { $0.key == key }
      return place.map { stores.remove(at: $0).store }
    }
    let store: any ReadModelStore
    if let known {
      store = known
    } else {
      store = try SQLiteReadModels.temporary()
      try fill(store)
    }
    stores.withLock { stores in
      stores.append((key, store))
      if stores.count > Self.limit { stores.removeFirst() }
    }
    return store
  }

  /// Lets go of all of them.
  func clear() {
    stores.withLock { $0 = [] }
  }
}
