/// The share of the partitions that a worker folds: those with a number that leaves the remainder `index`
/// when divided by `count`.
///
/// The first also looks after damaged lines, which have no partition.
struct WorkerShare: Hashable, Sendable {
  var index: Int
  var count: Int

  /// All partitions.
  static let all = WorkerShare(index: 0, count: 1)
}
