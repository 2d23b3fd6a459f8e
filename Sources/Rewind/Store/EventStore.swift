/// A source that events can be appended to.
///
///     let store = try FileEventStore(at: "bank")
///     let deposit = NewEvent(type: "MoneyDeposited", data: #"{"amount":500}"#)
///     try await store.append([deposit], to: "account-123", expected: .exactly(4))
///
/// An append is all or nothing. Whatever was appended is in the next ``EventSource/snapshot()``.
public protocol EventStore: EventSource {
  /// Appends events to streams: all of them, or none.
  ///
  /// - Parameter appends: at least one, each of a stream of its own. A store that commits one stream at a
  ///   time refuses more.
  /// - Returns: where the events are, one result for each stream.
  /// - Throws: ``StoreError``; nothing was written then, save where it is `inDoubt` or the sync failed.
  @discardableResult
  func append(_ appends: [StreamAppend]) async throws(StoreError) -> [AppendResult]

  /// Returns when everything appended so far is as safe as the store can make it.
  ///
  /// - Throws: ``StoreError``; the store refuses to append from then on.
  func sync() async throws(StoreError)

  /// When snapshots of aggregates are taken where the program does not say.
  var snapshotPolicy: SnapshotPolicy { get }
}

extension EventStore {
  /// Only on demand.
  public var snapshotPolicy: SnapshotPolicy { .onDemand }

  /// Appends events to a stream: all of them, or none.
  ///
  /// - Parameters:
  ///   - events: 1 to 10,000 events.
  ///   - stream: the stream; it begins with its first event.
  ///   - expected: what must hold of the stream.
  /// - Throws: as ``append(_:)``.
  @discardableResult
  public func append(
    _ events: [NewEvent], to stream: StreamName, expected: ExpectedVersion = .any
  ) async throws(StoreError) -> AppendResult {
    try await append([StreamAppend(events, to: stream, expected: expected)])[0]
  }
}
