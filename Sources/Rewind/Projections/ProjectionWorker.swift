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
  /// - Returns: the result of each event that was folded.
  /// - Throws: what reading the row throws.
  func fold(_ events: [EventRecord], ofKey key: String, stopping: Bool) throws -> [FoldedRow]

  /// The changes since the last call, entries and dead letters by position.
  func takeChanges() -> ReadModelChanges

  /// How many changes wait to be taken, without rows that only replace others.
  var waitingCount: Int { get }
}
