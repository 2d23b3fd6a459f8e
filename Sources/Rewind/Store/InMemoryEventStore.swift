/// A store in memory: it behaves as one on disk, and is gone with its last reference.
///
///     let accounts = Repository<BankAccount>(InMemoryEventStore())
public final class InMemoryEventStore: EventStore, LogBackedSource {
  private let store: FileEventStore

  /// An empty store.
  ///
  /// - Parameters:
  ///   - name: what a person calls it.
  ///   - upcasters: what lifts old events when they are folded.
  ///   - clock: gives the time that events are stamped with.
  public init(
    name: String = "memory", upcasters: Upcasters = .none,
    clock: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) {
    store = FileEventStore(
      storage: InMemoryLogStorage(), name: name, settings: StoreSettings(sync: .never),
      upcasters: upcasters, clock: clock)
  }

  /// The store's log, for reading; it is up to date after every append.
  public var log: EventLog { store.log }

  /// Appends events to one stream; see ``FileEventStore/append(_:to:expected:)``.
  ///
  /// - Throws: ``StoreError``, `severalStreams` where there is not one append.
  @discardableResult
  public func append(_ appends: [StreamAppend]) async throws(StoreError) -> [AppendResult] {
    try await store.append(appends)
  }

  /// Nothing to wait for.
  public func sync() {}
}
