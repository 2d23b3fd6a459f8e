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
    let lease = try store.acquireLease(of: definition.name)
    return try withExtendedLifetime(lease) {
      let header = try resumable() ?? begin(.shadow, in: store)
      let pass = try ProjectionPass(
        source, definition, from: header,
        into: ProjectionPass.Target(
          store: store, copy: .shadow, onError: onError, memoryLimit: memoryLimit))
      switch try pass.run(report) {
      case .stopped: return .cancelled(position: pass.position)
      case .faulted(let fault): return .faulted(fault)
      case .caughtUp: break
      }
      guard swaps else { return .ready(position: pass.position) }
      try swapOwned()
      return .swapped(position: pass.position)
    }
  }

  /// Puts a shadow that ``rebuild(onError:swaps:report:)`` left ready in the read model's place.
  ///
  /// - Throws: ``ReadModelError``; the read model is the old one then.
  public func swap() throws {
    let lease = try store.acquireLease(of: definition.name)
    try withExtendedLifetime(lease) { try swapOwned() }
  }

  /// Throws a shadow away; the next rebuild begins anew.
  ///
  /// - Throws: ``ReadModelError``.
  public func discardShadow() throws {
    let lease = try store.acquireLease(of: definition.name)
    try withExtendedLifetime(lease) { try store.discardShadow(of: definition.name) }
  }

  private func swapOwned() throws {
    guard let shadow = try store.header(of: definition.name, .shadow),
      shadow.fingerprint == fingerprint
    else {
      throw ReadModelError.noShadow(projection: definition.name)
    }
    try store.swap(definition, evenIfBehind: try isLiveOfAnotherLog(behind: shadow))
  }

  /// Whether a live copy that is further than the shadow was made from another log.
  private func isLiveOfAnotherLog(behind shadow: ReadModelHeader) throws -> Bool {
    guard let live = try store.header(of: definition.name, .live),
      live.checkpoint.position > shadow.checkpoint.position
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
