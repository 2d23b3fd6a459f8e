internal import Synchronization

/// Snapshots that are gone with their last reference.
public final class InMemorySnapshots: SnapshotStore {
  /// So many are kept of a stream and a fold.
  private static let limit = 3

  private struct Key: Hashable {
    var stream: StreamName
    var fold: String
  }

  private let snapshots = Mutex<[Key: [Int: Snapshot]]>([:])

  /// No snapshots.
  public init() {}

  /// The latest snapshot of a stream and a fold, up to a version; nil where there is none.
  public func latest(of stream: StreamName, fold: String, through version: Int) -> Snapshot? {
    snapshots.withLock { snapshots in
      let versions = snapshots[Key(stream: stream, fold: fold)] ?? [:]
      return versions.keys.filter { $0 <= version }.max().flatMap { versions[$0] }
    }
  }

  /// Keeps a snapshot, in place of one of the same version.
  public func save(_ snapshot: Snapshot) {
    let key = Key(stream: snapshot.stream, fold: snapshot.fold)
    snapshots.withLock { snapshots in
      var versions = snapshots[key] ?? [:]
      versions[snapshot.version] = snapshot
      if versions.count > Self.limit, let oldest = versions.keys.min() { versions[oldest] = nil }
      snapshots[key] = versions
    }
  }

  /// Forgets all snapshots.
  public func removeAll() {
    snapshots.withLock { $0 = [:] }
  }
}
