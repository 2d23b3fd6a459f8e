/// The state of one stream at any version, through one fold.
///
///     let snapshot = log.snapshot()
///     guard let account = snapshot.index.streamID(named: "account-1") else { return }
///     var timeline = Timeline(of: account, in: snapshot, fold: .aggregate(BankAccount.self))
///     let state = try timeline.state(at: 42)
///
/// It keeps checkpoints, so that a jump replays at most one interval of events, and all states of the
/// interval it was in last, so that a step replays nothing. An event that throws leaves the state as
/// it was, and time goes on beyond it.
public struct Timeline: Sendable {
  private var history: any StateHistory

  /// A timeline of a stream as a snapshot has it; nothing is read yet.
  public init(of stream: StreamID, in snapshot: LogSnapshot, fold: some Fold) {
    history = FoldedHistory(fold, snapshot, stream)
  }

  /// Goes on with another snapshot of the same source.
  ///
  /// Where it extends the one before, what was folded is kept; else all is forgotten, and the stream is
  /// the one of that number in the snapshot.
  public mutating func advance(to snapshot: LogSnapshot) {
    history.advance(to: snapshot)
  }

  /// The state at a version, from 0 to the stream's last.
  ///
  /// - Parameters:
  ///   - version: the version, counted from 1; 0 is before the first event.
  ///   - shouldContinue: asked now and then during a long replay, with the version reached; false ends it.
  /// - Throws: what reading and the fold throw, ``StoppedFoldError`` behind an event that the fold could not get past
  ///   (at the event itself the answer is the state before it, with the fault), ``NoSuchMomentError``, and `CancellationError` where
  ///   `shouldContinue` said no; what was folded until then is kept.
  public mutating func state(
    at version: Int, shouldContinue: (Int) -> Bool = { _ in true }
  ) throws -> StateAtVersion {
    try history.state(at: version, shouldContinue: shouldContinue)
  }

  /// The nearest version after (or before) a version that has an event that could not be applied.
  ///
  /// - Throws: as ``state(at:shouldContinue:)``.
  public mutating func fault(
    after version: Int, forward: Bool, shouldContinue: (Int) -> Bool = { _ in true }
  ) throws -> FoldFault? {
    try history.foldAll(shouldContinue: shouldContinue)
    let faults = history.faults
    let found =
      forward
      ? faults.keys.filter { $0 > version }.min() : faults.keys.filter { $0 < version }.max()
    return found.flatMap { faults[$0] }
  }

  /// The version whose event the fold did not get past, as far as was asked; nil where there is none.
  public var stop: Int? { history.stop?.version }

  /// What the fold said of the events up to a version that was asked for, ascending; of the last 10,000
  /// events that it said something of.
  public func notes(through version: Int) -> [FoldNote] { history.notes(through: version) }
}

/// What a timeline asks of the fold's own kind of states.
protocol StateHistory: Sendable {
  /// The faults of the versions that were folded, by version.
  var faults: [Int: FoldFault] { get }
  /// The event that the fold did not get past; nil where none is known.
  var stop: StoppedFoldError? { get }
  mutating func advance(to snapshot: LogSnapshot)
  mutating func state(at version: Int, shouldContinue: (Int) -> Bool) throws -> StateAtVersion
  /// The notes of the versions that were folded, up to one.
  func notes(through version: Int) -> [FoldNote]
  /// Folds up to the stream's last event.
  mutating func foldAll(shouldContinue: (Int) -> Bool) throws
}
