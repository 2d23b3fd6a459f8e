extension ProjectionRunner {
  /// How a run ended.
  public enum RunResult: Hashable, Sendable {
    /// All that there was is taken in, up to a position.
    case caughtUp(position: Int)
    /// It was stopped at a position, from where the next run goes on.
    case stopped(position: Int)
    /// An event could not be taken in; the read model is whole before it.
    case faulted(ProjectionFault)
  }

  /// Takes in what came since the read model was last written; makes it where there is none.
  ///
  /// Where it follows, a file that is missing for the moment, as where a log is rotated, is waited for; a
  /// log that was replaced is gone on with where it still has what the read model was made from.
  ///
  /// - Parameters:
  ///   - follow: whether to wait for further events when all are taken in, until `report` returns
  ///     false; it is asked at least every 250 ms.
  ///   - onError: what happens where an event cannot be taken in.
  ///   - report: called after each batch; false stops.
  /// - Throws: ``ReadModelError``, `stale` where definition or log are others than the read model's;
  ///   ``LogFileError``.
  public func run(
    follow: Bool = false, onError: ErrorPolicy = .stop, report: Report = { _ in true }
  ) throws -> RunResult {
    let lease = try store.acquireLease(of: definition.name, .live)
    return try withExtendedLifetime(lease) {
      if follow { return try self.follow(onError, report) }
      return try untilNotReplaced {
        let pass = try livePass(onError)
        return switch try pass.run(report) {
        case .caughtUp: .caughtUp(position: pass.position)
        case .stopped: .stopped(position: pass.position)
        case .faulted(let fault): .faulted(fault)
        }
      }
    }
  }

  /// Does work on the live copy, and does it again where a rebuild took the copy's place meanwhile.
  func untilNotReplaced<Value>(_ work: () throws -> Value) throws -> Value {
    while true {
      do {
        return try work()
      } catch ReadModelError.replaced {
        continue
      }
    }
  }

  private func follow(_ onError: ErrorPolicy, _ report: Report) throws -> RunResult {
    let watch = source.makeWatch()
    var pass = try livePass(onError)
    while true {
      let isInterrupted: Bool
      do {
        switch try pass.foldAll(report) {
        case .stopped: return .stopped(position: pass.position)
        case .faulted(let fault): return .faulted(fault)
        case .caughtUp: isInterrupted = false
        }
      } catch ReadModelError.replaced {
        pass = try livePass(onError)
        continue
      } catch {
        guard Self.isPassing(error) else { throw error }
        isInterrupted = true
      }
      guard report(pass.progress(isInterrupted ? .folding : .live)) else {
        return .stopped(position: pass.savedPosition)
      }
      watch.wait()
      if isInterrupted { pass = try anotherPass(onError) ?? pass }
    }
  }

  /// A pass that goes on where the read model is, in the log as it is now; nil where the log cannot be
  /// read for the moment.
  private func anotherPass(_ onError: ErrorPolicy) throws -> ProjectionPass? {
    do {
      return try livePass(onError)
    } catch {
      guard Self.isPassing(error) else { throw error }
      return nil
    }
  }

  private func livePass(_ onError: ErrorPolicy) throws -> ProjectionPass {
    try ProjectionPass(
      source, definition, from: try current() ?? begin(.live, in: store),
      into: ProjectionPass.Target(
        store: store, copy: .live, onError: onError, memoryLimit: memoryLimit, onNote: onNote))
  }

  /// Whether a log that could not be read is likely to be readable again soon.
  private static func isPassing(_ error: any Error) -> Bool {
    error is LogChangedError || (error as? LogFileError)?.isPassing == true
  }

  /// The live copy's header, where it can be gone on with; nil where there is none.
  func current() throws -> ReadModelHeader? {
    guard let header = try store.header(of: definition.name, .live) else { return nil }
    try source.refresh()
    if let reason = try staleness(of: header, in: source.snapshot()) {
      throw ReadModelError.stale(projection: definition.name, reason: reason)
    }
    return header
  }

  /// Where the projection is, by the log's index as it is now.
  ///
  /// - Throws: ``ReadModelError``, ``LogFileError``.
  public func status() throws -> ProjectionStatus {
    let live = try store.header(of: definition.name, .live)
    let shadow = try store.header(of: definition.name, .shadow)
    let follower = store.owner(of: definition.name, .live)
    let rebuilder = store.owner(of: definition.name, .shadow)
    let snapshot = source.snapshot()
    let state: ProjectionStatus.State =
      rebuilder != nil
      ? .rebuilding
      : follower != nil ? .running : try state(atRest: live, shadow, snapshot)
    return ProjectionStatus(
      name: definition.name, state: state,
      position: live?.checkpoint.position ?? 0, head: snapshot.index.eventCount,
      parked: try store.deadLetterCount(of: definition.name, .live), writtenAt: live?.writtenAt,
      unfinishedRebuild: shadow?.unfinishedRebuild(isOwned: rebuilder != nil),
      process: rebuilder ?? follower)
  }

  private func state(
    atRest live: ReadModelHeader?, _ shadow: ReadModelHeader?, _ snapshot: LogSnapshot
  ) throws -> ProjectionStatus.State {
    guard let live else {
      if let fault = shadow?.fault { return .faulted(fault) }
      return .notBuilt
    }
    if let reason = try staleness(of: live, in: snapshot) { return .stale(reason: reason) }
    return live.fault.map { .faulted($0) } ?? .stopped
  }
}

extension ReadModelHeader {
  /// What is left of the rebuild that fills a shadow.
  fileprivate func unfinishedRebuild(isOwned: Bool) -> ProjectionStatus.UnfinishedRebuild {
    let position = isOwned || checkpoint.position == 0 ? nil : checkpoint.position
    return ProjectionStatus.UnfinishedRebuild(position: position, fault: fault)
  }
}
