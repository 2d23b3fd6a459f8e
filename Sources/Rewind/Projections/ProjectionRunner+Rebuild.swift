extension ProjectionRunner {
  /// How a rebuild ended.
  public enum RebuildResult: Hashable, Sendable {
    /// The read model is the new one, whole up to a position.
    case swapped(position: Int)
    /// The shadow is whole up to a position; the read model is the old one until ``swap()``.
    case ready(position: Int)
    /// It was stopped at a position, from where the next rebuild goes on.
    case cancelled(position: Int)
    /// An event could not be taken in; the read model is the old one.
    case faulted(ProjectionFault)
  }

  /// Fills a shadow with what the definition makes of the whole log, and puts it in the read model's
  /// place in one transaction.
  ///
  /// It goes on where an earlier rebuild of the same definition and log stopped. Until the swap the
  /// read model is untouched, however the rebuild ends.
  ///
  /// - Parameters:
  ///   - onError: what happens where an event cannot be taken in.
  ///   - swaps: false to stop before the swap, to look at what would change.
  ///   - report: called after each batch; false stops, and the next rebuild goes on there.
  /// - Throws: ``ReadModelError``, ``LogFileError``, ``LogChangedError``.
  public func rebuild(
    onError: ErrorPolicy = .stop, swaps: Bool = true, report: Report = { _ in true }
  ) throws -> RebuildResult {
    let lease = try store.acquireLease(of: definition.name, .shadow)
    return try withExtendedLifetime(lease) {
      var header = try resumable() ?? begin(.shadow, in: store)
      while true {
        let pass = try shadowPass(from: header, onError)
        switch try pass.run(report) {
        case .stopped: return .cancelled(position: pass.position)
        case .faulted(let fault): return .faulted(fault)
        case .caughtUp: break
        }
        guard swaps else { return .ready(position: pass.position) }
        if let position = try swap(behind: pass) { return .swapped(position: position) }
        header = try shadow()
      }
    }
  }

  /// Puts a shadow that ``rebuild(onError:swaps:report:)`` left ready in the read model's place, with what the read
  /// model has taken in since.
  ///
  /// - Parameter onError: what happens where an event that came since cannot be taken in; a shadow with events that
  ///   are parked parks others too.
  /// - Throws: ``ReadModelError``; the read model is the old one then.
  public func swap(onError: ErrorPolicy = .stop) throws {
    let lease = try store.acquireLease(of: definition.name, .shadow)
    try withExtendedLifetime(lease) {
      let parks = try store.deadLetterCount(of: definition.name, .shadow) > 0
      let onError = parks ? .park : onError
      while try swap(behind: try shadowPass(from: try shadow(), onError)) == nil {
        // Too much came since for it to be folded while all wait.
        let pass = try shadowPass(from: try shadow(), onError)
        guard case .caughtUp = try pass.run({ _ in true }) else {
          throw ReadModelError.noShadow(projection: definition.name)
        }
      }
    }
  }

  /// Throws a shadow away; the next rebuild begins anew.
  ///
  /// - Throws: ``ReadModelError``.
  public func discardShadow() throws {
    let lease = try store.acquireLease(of: definition.name, .shadow)
    try withExtendedLifetime(lease) { try store.discardShadow(of: definition.name) }
  }

  private func shadowPass(
    from header: ReadModelHeader, _ onError: ErrorPolicy
  ) throws -> ProjectionPass {
    try ProjectionPass(
      source, definition, from: header,
      into: ProjectionPass.Target(
        store: store, copy: .shadow, onError: onError, memoryLimit: memoryLimit, onNote: onNote))
  }

  /// The shadow of this definition.
  private func shadow() throws -> ReadModelHeader {
    guard let shadow = try store.header(of: definition.name, .shadow),
      shadow.fingerprint == fingerprint
    else {
      throw ReadModelError.noShadow(projection: definition.name)
    }
    return shadow
  }

  /// So many events are folded at most while the live copy cannot be written.
  private static let restLimit = 10_000

  /// Puts the shadow in the live copy's place, with what that one has taken in since; answers how far it is then.
  ///
  /// - Returns: nil where it did not, since that is too much, or has a fault: the pass is of no more use then.
  private func swap(behind pass: ProjectionPass) throws -> Int? {
    let isOfAnotherLog = try isLiveOfAnotherLog(behind: pass.savedPosition)
    do {
      var position = pass.savedPosition
      try store.swap(definition) { live, put in
        let end = live?.checkpoint.position ?? 0
        var header = pass.savedHeader
        if end > position, !isOfAnotherLog {
          guard end - position <= Self.restLimit, let rest = try pass.foldRest(through: end, put)
          else { throw SwapTooEarlyError() }
          (header, position) = (rest, end)
        }
        header.generation = Self.newGeneration()
        return header
      }
      return position
    } catch is SwapTooEarlyError {
      return nil
    }
  }

  /// Thrown where a shadow is to be brought further before it can be swapped.
  private struct SwapTooEarlyError: Error {}

  /// Whether a live copy that is further than the shadow was made from another log.
  private func isLiveOfAnotherLog(behind position: Int) throws -> Bool {
    guard let live = try store.header(of: definition.name, .live),
      live.checkpoint.position > position
    else { return false }
    try source.refresh()
    var madeNow = live
    madeNow.fingerprint = fingerprint
    return try staleness(of: madeNow, in: source.snapshot()) != nil
  }

  /// The shadow that an earlier rebuild left, where this one can go on with it.
  private func resumable() throws -> ReadModelHeader? {
    guard let header = try store.header(of: definition.name, .shadow),
      header.checkpoint.position > 0
    else { return nil }
    try source.refresh()
    return try staleness(of: header, in: source.snapshot()) == nil ? header : nil
  }
}
