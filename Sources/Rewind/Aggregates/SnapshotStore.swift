/// Where snapshots are kept: a cache, which may lose any of them at any time.
public protocol SnapshotStore: Sendable {
  /// The latest undamaged snapshot of a stream and a fold, up to a version; nil where there is none.
  ///
  /// - Throws: where it cannot be looked for.
  func latest(of stream: StreamName, fold: String, through version: Int) throws -> Snapshot?

  /// Keeps a snapshot, in place of one of the same version; the oldest of its stream may go.
  ///
  /// - Throws: where it cannot be kept.
  func save(_ snapshot: Snapshot) throws
}
