/// Events of one stream that follow each other, to be folded together.
public struct FoldBatch: Sendable {
  /// The events as they are stored.
  public let events: [StoredEvent]
  /// The version of the first one, counted from 1.
  public let firstVersion: Int
  /// States are kept at the versions that this divides.
  public let interval: Int
  /// What lifts old events.
  public let upcasters: Upcasters

  /// Makes a batch.
  ///
  /// - Precondition: `interval` is at least 1.
  public init(
    _ events: [StoredEvent], firstVersion: Int, interval: Int, upcasters: Upcasters
  ) {
    precondition(interval >= 1, "states are kept at least at every version")
    self.events = events
    self.firstVersion = firstVersion
    self.interval = interval
    self.upcasters = upcasters
  }

  /// Its first events.
  package func prefix(_ count: Int) -> FoldBatch {
    guard count < events.count else { return self }
    return FoldBatch(
      Array(events.prefix(count)), firstVersion: firstVersion, interval: interval,
      upcasters: upcasters)
  }

  /// What each event is lifted to, at the same place; nil where there are no upcasters.
  ///
  /// A damaged line is lifted to nothing.
  ///
  /// - Throws: where upcasters outside the program cannot run at all, and why.
  public var lifted: [Result<[EventRecord], UpcastError>]? {
    get throws {
      guard !upcasters.isEmpty else { return nil }
      var lifted = try upcasters.lifted(events.compactMap(\.record))[...]
      return events.map { $0.record.flatMap { _ in lifted.popFirst() } ?? .success([]) }
    }
  }
}
