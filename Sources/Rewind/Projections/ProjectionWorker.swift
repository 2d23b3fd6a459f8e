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

  /// Folds events of one partition, given by its key, in order; not to be mixed with batches.
  ///
  /// An event that fails leaves the row as it was.
  ///
  /// - Parameter stopping: whether the events behind one that fails are left out.
  /// - Returns: what came of each event that was folded.
  /// - Throws: what reading the row throws.
  func fold(_ events: [EventRecord], ofKey key: String, stopping: Bool) throws -> [FoldedRow]

  /// What changed since it was last asked, entries and dead letters by position.
  func takeChanges() -> ReadModelChanges

  /// How many changes wait to be taken, without rows that only replace others.
  var waitingCount: Int { get }
}

/// What came of an event that was folded into a row.
enum FoldedRow {
  /// It was taken in: the values after the key as they are now; nil where there is no row.
  case row([ReadModelValue]?)
  /// It could not be taken in, for a reason.
  case failed(reason: String)
}
