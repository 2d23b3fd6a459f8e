/// Where snapshots are kept: a cache, which may lose any of them at any time.
public protocol SnapshotStore: Sendable {
  /// The snapshot of a stream and a fold with the greatest version up to one; damaged ones are none.
  ///
  /// - Throws: where it cannot be looked for.
  func latest(of stream: StreamName, fold: String, through version: Int) throws -> Snapshot?

  /// Keeps a snapshot, in place of one of the same version; the oldest of its stream may go.
  ///
  /// - Throws: where it cannot be kept.
  func save(_ snapshot: Snapshot) throws
}
