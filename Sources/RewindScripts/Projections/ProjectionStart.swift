package import Rewind

/// How a session of a projection begins.
package struct ProjectionStart {
  /// What becomes of events behind one that fails.
  package enum FaultPolicy: String, Sendable {
    /// They are folded: the one that failed is as if it had not been.
    case goOn
    /// None is folded any more.
    case stop
    /// Those that go to one of its rows wait, and so do those that go to a row of one that waits; others are folded.
    case park
  }

  /// What a session says of each event.
  package enum Tells: Sendable, Hashable {
    case nothing
    /// Which rows it went to: ``ProjectionAnswers/took``.
    case keys
    /// What it made of its rows, or why nothing came of it: ``ProjectionAnswers/steps``, ``ProjectionAnswers/passed``.
    case rows
    /// The same, of rows of these keys, of which the bytes decide, and of the shared state.
    case rowsOf([String])
    /// Digests of what it made of its rows: ``ProjectionAnswers/digests``.
    case digests

    /// How a child is told of it.
    var word: String {
      switch self {
      case .nothing: "nothing"
      case .keys: "keys"
      case .rows, .rowsOf: "rows"
      case .digests: "digests"
      }
    }

    /// Whether it is what events made of rows, and why nothing came of others.
    var areRows: Bool {
      switch self {
      case .nothing, .keys, .digests: false
      case .rows, .rowsOf: true
      }
    }
  }

  /// What becomes of events behind one that fails.
  package var onFault = FaultPolicy.goOn
  /// The keys of the rows whose events wait from the beginning, where events that fail are parked.
  package var parkedKeys: [String] = []
  /// The shared state behind the events that were folded before; nil where none was.
  package var shared: JSONText?
  /// Whether rows may be stored, so that the session asks for those that it does not hold.
  package var hasStoredRows = false
  /// What it says of each event.
  package var tells = Tells.nothing
  /// How many bytes of rows the child is to hold, about; beyond it ``ProjectionSession/isFull`` says so.
  package var memoryLimit = 192 << 20
  /// The category of a stream, as its log has it.
  package var category: (StreamName) -> String = { $0.category }
  /// Answers the stored states of some keys, in their order; nil of one that has no row.
  ///
  /// It is called while events are folded, by the thread that folds. Keys that Swift's strings call equal may be
  /// different ones: their bytes decide.
  package var stored: ([String]) throws -> [JSONText?] = { keys in keys.map { _ in nil } }

  package init() {}
}
