/// Folds events into rows that it tells by their keys, and says what each event did, whatever the projection is
/// written in.
///
/// Events are handed over in the order of the log, lifted, with all parts of one together. Used by one thread at a
/// time. What it throws ends it.
package protocol ProjectionEngine: AnyObject, Sendable {
  /// Takes the next events; what comes of the last of them may be known only once they are settled.
  ///
  /// - Throws: what reading a row throws, and where the projection can go on with no event.
  func fold(_ events: [EventRecord]) throws

  /// Takes the next events as ``fold(_:)-([EventRecord])`` does, where they stand in the log.
  func fold(_ lines: EventLines) throws

  /// What came of the events that were handed over since the last call of this or of ``takeKnown()``.
  func settle() throws -> FoldedEvents

  /// The same, as far as it is known without waiting for more: never what came of an event without what came of those
  /// before it.
  func takeKnown() throws -> FoldedEvents

  /// Gives some of the rows that changed since they were taken last, in the order of their keys' bytes, each once; to
  /// be called until it gives none, with all events settled.
  ///
  /// - Parameter size: about as many are given as take so many bytes.
  func takeRows(ofBytes size: Int) throws -> [ReadModelChanges.State]

  /// The half of the state that all rows share, where it changed since it was taken last; to be asked once all rows
  /// are taken.
  func takeShared() throws -> [ReadModelValue]?

  /// Lets go of all rows, which are read again when events of theirs come; they must have been taken and written.
  func forgetRows() throws

  /// Whether it can tell digests in place of rows: only those of engines that can may be held against each other.
  var tellsDigests: Bool { get }

  /// Lets go of what it keeps of events whose digests were told; what it tells then is counted from 0.
  func dropTold()

  /// The rows that some events left, by the numbers of the digests that were told of them, then what rows of some numbers
  /// were before the first of all digests that were told since ``dropTold()``; with all events settled.
  func told(steps: [Int], before rows: [Int]) throws -> [[ReadModelValue]?]

  /// The half of the state that all rows share, behind the event of a digest or, where that is nil, before the first of
  /// all digests.
  func toldShared(step: Int?) throws -> [ReadModelValue]?

  /// Whether it may hold more than one row, so that letting go of them is of use.
  var hasSeveralRows: Bool { get }

  /// Whether it holds as much as it may, so that rows are to be taken and let go of.
  var isFull: Bool { get }
}

extension ProjectionEngine {
  package func fold(_ lines: EventLines) throws { try fold(lines.records()) }

  package func takeKnown() throws -> FoldedEvents { try settle() }

  package var tellsDigests: Bool { false }

  package func dropTold() {}

  package func told(steps: [Int], before rows: [Int]) throws -> [[ReadModelValue]?] {
    preconditionFailure("no digests were told")
  }

  package func toldShared(step: Int?) throws -> [ReadModelValue]? {
    preconditionFailure("no digests were told")
  }
}

/// Digests are of no use: an engine tells none, or its rows are too large to be kept until somebody asks for them.
package struct NoDigestsError: Error {
  package init() {}
}

/// What an engine begins with.
package struct EngineStart: Sendable {
  /// What becomes of events behind one that cannot be taken in; that one leaves all rows as they were.
  package enum FaultPolicy: Sendable {
    /// They are folded.
    case goOn
    /// None is folded any more.
    case stop
    /// Those that go to one of its rows wait, as do those that go to a row of one that waits; others are folded.
    case park
  }

  /// Which rows are told, event by event.
  package enum Told: Sendable {
    case nothing
    case allRows
    /// Those of some keys.
    case rows([String])
    /// Digests of all, by engines that tell them; others tell nothing.
    case digests
  }

  /// Reads the rows to go on with, and later those that the engine has let go of; nil where there are none.
  package var rows: WorkerStart.Rows?
  /// Whether none is stored yet.
  package var isNew = true
  /// The half of the state that all rows share, as it is stored; nil where none is.
  package var shared: [ReadModelValue]?
  /// The keys of rows whose events wait from the beginning, where events are parked.
  package var parkedKeys: [String] = []
  /// What becomes of events behind one that cannot be taken in.
  package var onFault = FaultPolicy.goOn
  /// Which rows are told, event by event.
  package var told = Told.nothing
  /// The category of a stream, as its log has it.
  package var category: @Sendable (StreamName) -> String = { $0.category }

  package init() {}
}
