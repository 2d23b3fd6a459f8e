/// Folds the events of a share of the partitions, whatever the projection is written in.
///
/// Used by one thread at a time.
protocol ProjectionWorker: AnyObject, Sendable {
  /// Folds what a batch has for this worker behind one position and through another.
  ///
  /// What comes of the last of the events may be known only once they are settled.
  ///
  /// - Returns: the first event that could not be taken in, where the policy is to stop, if that is known; the worker
  ///   is of no more use then, since its partitions are at different places.
  /// - Throws: what reading a row throws.
  func fold(_ batch: EventBatch, after first: Int, through last: Int) throws -> ProjectionFault?

  /// Waits until it is known what came of all events; to be called before anything is taken to be written.
  ///
  /// - Returns: as ``fold(_:after:through:)``.
  /// - Throws: as ``fold(_:after:through:)``.
  func settle() throws -> ProjectionFault?

  /// The entries and dead letters since the last call, by position.
  func takeEntries() -> ReadModelChanges

  /// Begins to give the rows that have changed, in the order of their keys.
  func beginTakingStates() throws

  /// The next rows that have changed, in the order of their keys; none at the end.
  ///
  /// - Parameter size: as many are given as take so many bytes, and one at least.
  func takeStates(ofBytes size: Int) throws -> [ReadModelChanges.State]

  /// The half of the state that all rows share, where it has changed; to be asked behind the last rows.
  func takeShared() throws -> [ReadModelValue]?

  /// What the projection said since the last call.
  func takeNotes() -> [ProjectionNote]

  /// Lets go of all rows, which are read again when events of theirs come; they must have been taken and written.
  func forgetRows() throws

  /// Whether it may hold more than one row, so that letting go of them is of use.
  var hasSeveralRows: Bool { get }

  /// How many changes wait to be taken, without rows that only replace others.
  var waitingCount: Int { get }

  /// Whether it holds as many rows as it may, so that they are to be taken and let go of.
  var isFull: Bool { get }
}
