/// The share of the partitions that a worker folds: those whose number leaves `index` when divided by
/// `count`.
///
/// The first also looks after damaged lines, which have no partition.
struct WorkerShare: Hashable, Sendable {
  var index: Int
  var count: Int

  /// All partitions.
  static let all = WorkerShare(index: 0, count: 1)
}

/// What a worker goes on with, and how.
struct WorkerStart: Sendable {
  /// Answers the values after the key of each partition's row, nil where it has none.
  typealias Rows = @Sendable (_ keys: [String]) throws -> [[ReadModelValue]?]

  /// Where rows come from; nil where nothing is there to go on with.
  var rows: Rows?
  /// The partitions with dead letters.
  var parkedKeys: Set<String> = []
  /// What is done where an event cannot be taken in.
  var onError: ErrorPolicy
}

/// Folds the events of a share of the partitions, whatever the projection is written in.
///
/// Used by one thread at a time.
protocol ProjectionWorker: AnyObject, Sendable {
  /// Folds what a batch has for this worker, through a position.
  ///
  /// - Returns: the first event that could not be taken in, where the policy is to stop; the worker
  ///   is of no more use then, since its partitions are at different places.
  /// - Throws: what reading a row throws.
  func fold(_ batch: EventBatch, through position: Int) throws -> ProjectionFault?

  /// Folds one event of a partition, given by its key; not to be mixed with batches.
  ///
  /// - Throws: what the projection throws; nothing has changed then where the policy is to park.
  func fold(_ event: EventRecord, ofKey key: String) throws

  /// The row of a partition as it is now.
  func row(ofKey key: String) throws -> [ReadModelValue]?

  /// What changed since it was last asked, entries and dead letters by position.
  func takeChanges() -> ReadModelChanges

  /// How many changes wait to be taken, without rows that only replace others.
  var waitingCount: Int { get }
}
