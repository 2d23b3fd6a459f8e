/// Folds the events of a share of the partitions, whatever the projection is written in.
///
/// Used by one thread at a time.
protocol ProjectionWorker: AnyObject, Sendable {
  /// Folds what a batch has for this worker behind one position and through another.
  ///
  /// - Returns: the first event that could not be taken in, where the policy is to stop; the worker
  ///   is of no more use then, since its partitions are at different places.
  /// - Throws: what reading a row throws.
  func fold(_ batch: EventBatch, after first: Int, through last: Int) throws -> ProjectionFault?

  /// Folds events of one partition, given by its key, in order; not to be mixed with batches.
  ///
  /// An event that fails leaves the row as it was.
  ///
  /// - Parameter stopping: whether the events behind one that fails are left out.
  /// - Returns: the result of each event that was folded.
  /// - Throws: what reading the row throws.
  func fold(_ events: [EventRecord], ofKey key: String, stopping: Bool) throws -> [FoldedRow]

  /// The entries and dead letters since the last call, by position.
  func takeEntries() -> ReadModelChanges

  /// Begins to give the rows that have changed, in the order of their keys.
  func beginTakingStates()

  /// The next rows that have changed, in the order of their keys; none at the end.
  ///
  /// - Parameter size: as many are given as take so many bytes, and one at least.
  func takeStates(ofBytes size: Int) -> [ReadModelChanges.State]

  /// Lets go of all rows, which are read again when events of theirs come; they must have been taken and written.
  func forgetRows()

  /// How many rows it holds.
  var rowCount: Int { get }

  /// How many changes wait to be taken, without rows that only replace others.
  var waitingCount: Int { get }
}

extension ProjectionWorker {
  /// All changes since the last call.
  func takeChanges() -> ReadModelChanges {
    var changes = takeEntries()
    beginTakingStates()
    changes.states = takeStates(ofBytes: .max)
    return changes
  }
}
