/// The share of the partitions that a worker folds: those whose number leaves `index` when divided by
/// `count`.
struct WorkerShare: Hashable, Sendable {
  var index: Int
  var count: Int

  /// All partitions.
  static let all = WorkerShare(index: 0, count: 1)

  @inline(__always)
  func holds(_ number: UInt32) -> Bool { count == 1 || Int(number) % count == index }
}

/// What a worker needs of the read model that it goes on with.
struct WorkerStart: Sendable {
  /// The values after the key of a partition's row; nil where nothing is there to go on with.
  var row: (@Sendable (_ key: String) throws -> [ReadModelValue]?)?
  /// The partitions with dead letters.
  var parkedKeys: Set<String> = []
}

/// Folds the events of a share of the partitions, whatever the projection is written in.
///
/// Used by one thread at a time. Between two calls of ``beginRound()`` everything can be undone.
protocol ProjectionWorker: AnyObject, Sendable {
  /// Begins a round that can be undone.
  func beginRound()

  /// Folds what a batch has for this worker, through a position.
  ///
  /// - Returns: the event that could not be taken in, where the policy is to stop; what comes before
  ///   it in the batch is folded then, what comes behind is not.
  /// - Throws: what reading a row throws.
  func fold(_ batch: EventBatch, through position: Int, onError: ErrorPolicy) throws
    -> ProjectionFault?

  /// Undoes all since ``beginRound()``.
  func undoRound()

  /// Folds one event of a partition, given by its key.
  ///
  /// - Throws: what the projection throws; nothing has changed then.
  func fold(_ event: EventRecord, ofKey key: String) throws

  /// The row of a partition as it is now.
  func row(ofKey key: String) throws -> [ReadModelValue]?

  /// What changed since it was last asked, entries and dead letters by position.
  func takeChanges() -> ReadModelChanges

  /// How many changes wait to be taken, without rows that only replace others.
  var waitingCount: Int { get }
}
