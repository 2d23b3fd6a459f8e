/// Why a read model cannot be used, in one line that says what to do.
@nonexhaustive
public enum ReadModelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another process works on the projection.
  case owned(projection: String, process: Int)
  /// There is no read model yet.
  case notBuilt(projection: String)
  /// There is no finished rebuild to be put in the live one's place.
  case noShadow(projection: String)
  /// A rebuild has taken the place of the copy that was to be written.
  case replaced(projection: String)
  /// A row holds what its definition cannot read.
  case unreadable(projection: String, key: String, column: String)
  /// The log is not the one the read model was made from, or the definition is another.
  case stale(projection: String, reason: String)
  /// What made the read model is to be known, and is not any more.
  case unknownDefinition(projection: String, reason: String)
  /// No projection has a name.
  case unknown(projection: String, known: [String])

  /// One line: what happened and what to do.
  public var description: String {
    isMendedByRebuild ? "\(problem); rebuild it" : problem
  }

  /// Whether a rebuild of the projection mends it.
  package var isMendedByRebuild: Bool {
    switch self {
    case .notBuilt, .noShadow, .unreadable, .stale: true
    case .owned, .replaced, .unknownDefinition, .unknown: false
    }
  }

  /// One line: what happened, without the rebuild that mends it.
  package var problem: String {
    switch self {
    case .owned(let projection, let process):
      "\(projection): \(process == 0 ? "another process" : "process \(process)") is at work on it; "
        + "wait for it or end it"
    case .notBuilt(let projection): "\(projection): no read model yet"
    case .noShadow(let projection): "\(projection): no finished rebuild"
    case .replaced(let projection):
      "\(projection): a rebuild has taken the place of the read model meanwhile"
    case .unreadable(let projection, let key, let column):
      "\(projection): the row \(key) has a \(column) that it never wrote"
    case .stale(let projection, let reason): "\(projection): \(reason)"
    case .unknownDefinition(let projection, let reason):
      "\(projection): what made its read model is not known any more: \(reason)"
    case .unknown(let projection, let known):
      "no projection is called \(projection); there are: \(known.joined(separator: ", "))"
    }
  }
}
