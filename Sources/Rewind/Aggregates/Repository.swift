/// Loads the aggregates of one category from a store, and saves what was decided about them.
///
///     let accounts = Repository<BankAccount>(store)
///     try await accounts.update("account-123") { account in
///       try account.record("MoneyDeposited", ["amount": 500])
///     }
///
/// Saving asserts that the stream is as it was loaded (optimistic concurrency). Old events come as the
/// store's upcasters leave them; new ones are stamped with the schema version that those lead to.
public struct Repository<A: Aggregate>: Sendable {
  private static var pageSize: Int { 1024 }

  /// Where the events are.
  public let store: any EventStore
  private let turns = StreamTurns()
  let snapshots: SnapshotKeeping<A>?

  /// A repository that replays every event.
  public init(_ store: any EventStore) {
    self.init(store, keeping: nil)
  }

  init(_ store: any EventStore, keeping snapshots: SnapshotKeeping<A>?) {
    self.store = store
    self.snapshots = snapshots
  }

  /// An aggregate that is to begin: its first save fails where the stream is there already, or is of
  /// another category.
  public func create(_ stream: StreamName) -> AggregateStream<A> {
    AggregateStream(name: stream, at: .none, state: A())
  }

  /// The aggregate of a stream as it is now.
  ///
  /// - Throws: ``RepositoryError``, ``LogFileError``, ``LogChangedError``.
  public func load(_ stream: StreamName) async throws -> AggregateStream<A> {
    guard let found = try await find(stream) else { throw RepositoryError.notFound(stream) }
    return found
  }

  /// The aggregate of a stream as it is now; nil where the stream has no events.
  ///
  /// - Throws: as ``load(_:)``.
  public func find(_ stream: StreamName) async throws -> AggregateStream<A>? {
    try check(stream)
    let snapshot = try await store.snapshot(of: stream)
    guard let id = snapshot.index.streamID(named: stream.rawValue) else { return nil }
    let last = snapshot.index.positions(of: id).count
    guard last > 0 else { return nil }
    let bytes = snapshot.byteCount(of: id, versions: 1..<last + 1, upTo: bytesReadInTask)
    let history = try await snapshot.reading(bytes: bytes) { [self] snapshot in
      var history = try snapshots?.restore(id, of: snapshot, through: last) ?? ReplayedState(A(), 0)
      let replayed = history.version
      try replay(&history, id, of: snapshot, through: last)
      snapshots?.keep(history, of: id, in: snapshot, replayedFrom: replayed, isSaved: false)
      return history
    }
    return AggregateStream(
      name: stream, at: AggregatePosition(of: last, in: id, snapshot.index), state: history.state)
  }

  private func check(_ stream: StreamName) throws(RepositoryError) {
    guard stream.category == A.category else {
      throw RepositoryError.otherCategory(stream, expected: A.category)
    }
  }

  /// Stores what was decided: all of it, or nothing.
  ///
  /// - Returns: the aggregate as its stream has it now, with nothing left to store.
  /// - Throws: ``StoreError``, ``StoreError/conflict(stream:expected:actual:)`` where the stream has
  ///   changed since it was loaded; and as ``load(_:)``.
  @discardableResult
  public func save(_ aggregate: AggregateStream<A>) async throws -> AggregateStream<A> {
    guard !aggregate.uncommitted.isEmpty else { return aggregate }
    try check(aggregate.name)
    let result = try await store.append(
      aggregate.uncommitted.map(store.upcasters.stamped), to: aggregate.name,
      expected: aggregate.version == 0 ? .noStream : .exactly(aggregate.version))
    let snapshot = try await store.snapshot(of: aggregate.name)
    guard let id = snapshot.index.streamID(named: aggregate.name.rawValue) else {
      throw RepositoryError.notFound(aggregate.name)
    }
    let before = aggregate.place.count
    var history = ReplayedState(aggregate.committed, before)
    try replay(&history, id, of: snapshot, through: before + aggregate.uncommitted.count)
    snapshots?.keep(history, of: id, in: snapshot, replayedFrom: before, isSaved: true)
    return AggregateStream(
      name: aggregate.name,
      at: AggregatePosition(
        count: history.version, version: result.versions.upperBound,
        position: result.positions.upperBound),
      state: history.state)
  }

  /// Loads an aggregate, runs a command on it and saves what it recorded.
  ///
  /// Updates of one stream by way of one repository, or copies of it, take turns. Where another process
  /// was faster, the command runs again, on the aggregate as it is then.
  ///
  /// - Parameters:
  ///   - stream: the stream, which must have events.
  ///   - attempts: how often the command is run at most.
  ///   - command: decides on events; where it throws, nothing is stored.
  /// - Throws: what the command throws, and as ``load(_:)`` and ``save(_:)``;
  ///   ``StoreError/conflict(stream:expected:actual:)`` after the last attempt.
  @discardableResult
  public func update<Result>(
    _ stream: StreamName, attempts: Int = 10,
    _ command: (inout AggregateStream<A>) throws -> Result
  ) async throws -> Result {
    await turns.begin(on: stream)
    do {
      let result = try await runInTurn(stream, attempts, command)
      await turns.end(on: stream)
      return result
    } catch {
      await turns.end(on: stream)
      throw error
    }
  }

  private func runInTurn<Result>(
    _ stream: StreamName, _ attempts: Int,
    _ command: (inout AggregateStream<A>) throws -> Result
  ) async throws -> Result {
    var attempt = 1
    while true {
      var aggregate = try await load(stream)
      let result = try aggregate.decide(command)
      do {
        try await save(aggregate)
        return result
      } catch StoreError.conflict where attempt < attempts {
        attempt += 1
      }
    }
  }

  /// Applies what follows a state, up to a version.
  private func replay(
    _ history: inout ReplayedState<A>, _ stream: StreamID, of snapshot: LogSnapshot,
    through last: Int
  ) throws {
    while history.version < last {
      let end = min(history.version + Self.pageSize, last)
      let page = try snapshot.events(of: stream, versions: history.version + 1..<end + 1)
      guard !page.isEmpty else { throw LogChangedError(file: snapshot.reader.name) }
      for event in page { try history.apply(event, snapshot.upcasters) }
    }
  }
}

extension AggregatePosition {
  /// The position of the last of so many events of a stream.
  fileprivate init(of count: Int, in stream: StreamID, _ index: LogIndex) {
    self.init(
      count: count, version: index.shownVersion(count, of: stream),
      position: index.shownPosition(index.positions(of: stream)[count - 1]))
  }
}

/// A state and how far it was replayed.
struct ReplayedState<A: Aggregate>: Sendable {
  var state: A
  var version: Int
  /// When the last event was recorded that was applied since.
  private(set) var timestamp: Timestamp?

  init(_ state: A, _ version: Int) {
    self.state = state
    self.version = version
  }

  mutating func apply(_ stored: StoredEvent, _ upcasters: Upcasters) throws {
    switch stored {
    case .damaged(let line): throw RepositoryError.damaged(line)
    case .event(let event):
      do {
        try upcasters.forEachPart(of: event) { try state.apply($0) }
      } catch {
        throw RepositoryError.notApplied(
          event.stream, version: event.version, reason: "\(error)")
      }
      version = event.version
      timestamp = event.timestamp
    }
  }
}
