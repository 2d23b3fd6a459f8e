/// The result of folding a ``FoldBatch``.
public struct FoldedBatch<State: Sendable>: Sendable {
  /// The states at the versions that the batch's interval divides, in order.
  public var kept: [State] = []
  /// The state behind the last event.
  public var last: State
  /// Why events could not be applied, in order.
  public var faults: [FoldFault] = []
  /// What the fold says of events.
  public var notes: [FoldNote] = []
  /// Where the fold had to stop before the batch's end; all else is about the events before that one.
  public var stop: StoppedFoldError?

  /// Nothing folded yet: the state is that before the batch.
  public init(from state: State) {
    last = state
  }
}
