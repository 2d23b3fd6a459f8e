extension ProjectionStatus {
  /// One thing that is to be said of a projection.
  public enum Condition: Hashable, Sendable {
    /// An event could not be taken in, and it stopped before it.
    case faulted
    /// The read model is not what the definition makes of this log.
    case stale
    /// So many events wait in the dead letters.
    case parked(Int)
    /// There is no read model yet.
    case notBuilt
    /// A shadow is being filled.
    case rebuilding
    /// It takes in events as they come.
    case running
    /// So many positions are not taken in, and nothing takes them in.
    case behind(Int)
    /// The read model is whole up to the end of the log.
    case upToDate
  }

  /// What is to be said of it, the worst first; there is always something.
  ///
  /// Who has room for one word shows the first: a read model that lacks events is never called up to date.
  public var conditions: [Condition] {
    var conditions: [Condition] = []
    switch state {
    case .faulted: conditions.append(.faulted)
    case .stale: conditions.append(.stale)
    case .notBuilt, .stopped, .running, .rebuilding: break
    }
    if parked > 0 { conditions.append(.parked(parked)) }
    switch state {
    case .notBuilt: conditions.append(.notBuilt)
    case .rebuilding: conditions.append(.rebuilding)
    case .running: conditions.append(.running)
    case .stopped: conditions.append(lag > 0 ? .behind(lag) : .upToDate)
    case .faulted, .stale: if lag > 0 { conditions.append(.behind(lag)) }
    }
    return conditions
  }
}

extension ProjectionStatus.Condition {
  /// A word or two for it, without numbers but that of parked events: `2 parked`.
  public var words: String {
    switch self {
    case .faulted: "faulted"
    case .stale: "stale"
    case .parked(let count): "\(count) parked"
    case .notBuilt: "not built"
    case .rebuilding: "rebuilding"
    case .running: "running"
    case .behind: "behind"
    case .upToDate: "up to date"
    }
  }
}
