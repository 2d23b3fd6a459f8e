/// Folds a share of the partitions through a projection written in Swift.
///
/// Not locked: the runner hands a worker to one thread at a time.
final class FoldingWorker<P: Projection>: ProjectionWorker, @unchecked Sendable {
  private var fold: PartitionFold<P>

  init(
    _ projection: P, share: WorkerShare, start: WorkerStart, mapping: CompiledMapping,
    names: FeedNames
  ) {
    fold = PartitionFold(projection, share: share, start: start, mapping: mapping, names: names)
  }

  var waitingCount: Int { fold.waitingCount }

  func fold(
    _ batch: EventBatch, after first: Int, through last: Int
  ) throws -> ProjectionFault? {
    try fold.fold(batch, after: first, through: last)
  }

  /// Events are folded when they are handed over.
  func settle() -> ProjectionFault? { nil }

  func takeEntries() -> ReadModelChanges { fold.takeEntries() }

  func beginTakingStates() { fold.beginTakingStates() }

  func takeStates(ofBytes size: Int) -> [ReadModelChanges.State] { fold.takeStates(ofBytes: size) }

  func forgetRows() { fold.forgetRows() }

  var hasSeveralRows: Bool { fold.rowCount > 1 }

  /// How much memory its rows take is seen in that of the process.
  var isFull: Bool { false }

  func takeShared() -> [ReadModelValue]? { nil }

  func takeNotes() -> [ProjectionNote] { [] }
}
