/// How a repository restores and takes snapshots.
///
/// Snapshots are a cache: where one cannot be read or kept, that is reported and the events are replayed.
struct SnapshotKeeping<A: Aggregate>: Sendable {
  let store: any SnapshotStore
  let policy: SnapshotPolicy
  let report: @Sendable (String) -> Void
  /// The words of the mapping by which the store's events are made out.
  private let mappingWords: [String]
  private let revision: Int
  private let encode: @Sendable (A) -> JSONValue
  private let decode: @Sendable (JSONValue) throws -> A

  init(
    _ store: any SnapshotStore, of source: some EventSource, _ policy: SnapshotPolicy,
    report: @escaping @Sendable (String) -> Void
  ) where A: SnapshotAggregate {
    self.store = store
    self.policy = policy
    self.report = report
    mappingWords = source.mappingWords
    revision = A.revision
    encode = { $0.snapshot }
    decode = { try A(snapshot: $0) }
  }

  /// A text that tells the states that this code makes of a log from those that other code makes.
  func fold(of log: LogSnapshot) -> String {
    // The name that is printed holds an address where the type is private.
    let name = _mangledTypeName(A.self) ?? String(reflecting: A.self)
    return (["\(name) \(revision)", log.upcasters.fingerprint] + mappingWords)
      .joined(separator: " | ")
  }

  /// The newest state up to a version that fits the log; nil where there is none.
  func restore(_ stream: StreamID, of log: LogSnapshot, through last: Int) throws
    -> ReplayedState<A>?
  {
    let name = log.index.stream(stream).name
    let positions = log.index.positions(of: stream)
    var version = last
    while version > 0, let snapshot = latest(of: name, in: log, through: version) {
      guard (1...version).contains(snapshot.version) else { return nil }
      let fits = try isOf(log, snapshot, at: positions[snapshot.version - 1])
      do {
        if fits { return ReplayedState(try decode(snapshot.state.value), snapshot.version) }
        report("\(name): the snapshot at version \(snapshot.version) is of another log; not used")
      } catch {
        report("\(name): the snapshot at version \(snapshot.version) cannot be read: \(error)")
      }
      version = snapshot.version - 1
    }
    return nil
  }

  /// Takes a snapshot where one is due.
  func keep(
    _ history: ReplayedState<A>, of stream: StreamID, in log: LogSnapshot, replayedFrom: Int,
    isSaved: Bool
  ) {
    guard history.version > replayedFrom else { return }
    let name = log.index.stream(stream).name
    if isSaved && policy.onSave || isDue(history, of: name, in: log) {
      take(history, of: name, in: log)
    }
  }

  /// Whether the last snapshot is far enough behind, by number of events or by time.
  private func isDue(
    _ history: ReplayedState<A>, of stream: StreamName, in log: LogSnapshot
  ) -> Bool {
    guard policy.events != nil || policy.seconds != nil else { return false }
    let last = latest(of: stream, in: log, through: history.version)
    if let events = policy.events, history.version - (last?.version ?? 0) >= events { return true }
    guard let seconds = policy.seconds, let time = history.timestamp else { return false }
    guard let start = last?.timestamp else { return true }
    return (time.microseconds - start.microseconds) / 1_000_000 >= seconds
  }

  /// Takes a snapshot.
  func take(_ history: ReplayedState<A>, of stream: StreamName, in log: LogSnapshot) {
    do {
      guard let id = log.index.streamID(named: stream.rawValue),
        case let positions = log.index.positions(of: id), history.version <= positions.count
      else { return }
      let position = positions[history.version - 1]
      guard let event = try log.event(at: position).record else { return }
      try store.save(
        Snapshot(
          stream: stream, fold: fold(of: log), version: history.version, position: position,
          eventID: event.id, timestamp: event.timestamp, state: encode(history.state).jsonText))
    } catch {
      report("\(stream): no snapshot could be kept: \(error)")
    }
  }

  private func latest(
    of stream: StreamName, in log: LogSnapshot, through version: Int
  ) -> Snapshot? {
    do {
      return try store.latest(of: stream, fold: fold(of: log), through: version)
    } catch {
      report("\(stream): no snapshot could be looked for: \(error)")
      return nil
    }
  }

  /// Whether a snapshot's event is the one at a position of the log.
  private func isOf(_ log: LogSnapshot, _ snapshot: Snapshot, at position: Int) throws -> Bool {
    guard snapshot.position == position, let event = try log.event(at: position).record else {
      return false
    }
    return event.id == snapshot.eventID
  }
}

extension Repository where A: SnapshotAggregate {
  /// A repository that restores the newest snapshot, and replays the events that follow.
  ///
  /// - Parameters:
  ///   - store: where the events are.
  ///   - snapshots: where the snapshots are.
  ///   - policy: when they are taken; nil for what the store's settings say.
  ///   - report: told, in a line, where a snapshot is not used or cannot be kept; the events are
  ///     replayed then.
  public init(
    _ store: any EventStore, snapshots: any SnapshotStore, policy: SnapshotPolicy? = nil,
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    let policy = policy ?? store.snapshotPolicy
    self.init(
      store, keeping: SnapshotKeeping(snapshots, of: store, policy, report: report))
  }

  /// Takes a snapshot of an aggregate as it is now.
  ///
  /// - Throws: as ``load(_:)``. A snapshot that cannot be kept is reported.
  public func takeSnapshot(of stream: StreamName) async throws {
    let aggregate = try await load(stream)
    snapshots?.take(
      ReplayedState(aggregate.state, aggregate.place.count), of: stream, in: store.snapshot())
  }
}
