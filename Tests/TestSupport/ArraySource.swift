import Glibc
public import Rewind
import Synchronization

/// A source that keeps its events in an array, with no file behind it: slow, growing, failing now and
/// then, or replaced, as a test wants it.
///
/// It is a store too: what is appended stands in the array.
public final class ArraySource: EventStore {
  /// What the source says where it fails.
  public struct Unreachable: Error {}

  /// What a person calls it.
  public let name: String
  /// Counts what refreshes found.
  public let changes = SourceChanges()
  private let state: Mutex<ArraySourceState>
  /// How long each reading takes, in microseconds.
  private let delay: Int

  /// A source of events.
  ///
  /// - Parameter delay: how long each reading takes, in microseconds.
  public init(_ events: [EventRecord] = [], name: String = "array", delay: Int = 0) {
    self.name = name
    self.delay = delay
    state = Mutex(ArraySourceState(pending: events.map { .event($0) }))
    _ = try? refresh()
  }

  // MARK: What a test does to it

  /// Adds an event, which the next refresh finds.
  public func add(_ type: String, to stream: StreamName, _ data: JSONText) {
    state.withLock { $0.add(type, to: stream, data, id: nil) }
  }

  /// Adds a line that is no event.
  public func addDamaged(reason: String) {
    state.withLock { state in
      state.pending.append(
        .damaged(
          DamagedLine(
            position: state.count + 1, file: name, byteOffset: 0, length: 3, reason: reason,
            bytes: Array("bad".utf8))))
    }
  }

  /// Makes the next calls fail.
  public func fail(_ times: Int) {
    state.withLock { $0.failures = times }
  }

  /// Has other events from now on, as if another source had taken its place.
  public func replace(_ events: [EventRecord]) {
    state.withLock { state in
      state.stored = []
      state.pending = events.map { .event($0) }
      state.builder = LogIndex.Builder()
      state.generation = LogGeneration()
    }
  }

  /// Puts another event where one was, which no refresh is told of.
  public func corrupt(_ position: Int, _ event: EventRecord) {
    state.withLock { $0.stored[position - 1] = .event(event) }
  }

  // MARK: EventSource

  /// The array as the last refresh left it.
  public func snapshot() -> LogSnapshot { state.withLock { $0.snapshot } }

  /// Finds what was added.
  public func refresh(
    progress: @escaping @Sendable (IndexingProgress) -> Bool
  ) throws -> SourceChange {
    wait()
    let change = try state.withLock { state in
      try state.checkReachable()
      for event in state.pending { state.builder.append(event) }
      state.stored += state.pending
      state.pending = []
      let before = state.snapshot
      state.snapshot = LogSnapshot(
        index: state.builder.index, generation: state.generation,
        reader: Reader(source: self, generation: state.generation))
      return SourceChange(from: before, to: state.snapshot)
    }
    if change != .none { changes.signal() }
    return change
  }

  private struct Reader: SnapshotReader {
    let source: ArraySource
    let generation: LogGeneration
    var name: String { source.name }

    func events(at positions: [Int], in index: LogIndex) throws -> [StoredEvent] {
      source.wait()
      return try source.state.withLock { state in
        try state.checkReachable()
        guard state.generation == generation else { throw LogChangedError(file: source.name) }
        return positions.map { state.stored[$0 - 1] }
      }
    }
  }

  private func wait() {
    if delay > 0 { usleep(UInt32(delay)) }
  }

  // MARK: EventStore

  /// Puts events behind those that are there.
  public func append(_ appends: [StreamAppend]) async throws(StoreError) -> [AppendResult] {
    let results = try state.withLock { state throws(StoreError) in
      var results: [AppendResult] = []
      for append in appends {
        let version = state.version(of: append.stream)
        guard append.expected.isMet(by: version) else {
          throw .conflict(stream: append.stream, expected: append.expected, actual: version)
        }
        let position = state.count
        for event in append.events {
          state.add(event.type, to: append.stream, event.data, id: event.id.description)
        }
        results.append(
          AppendResult(
            versions: version + 1...version + append.events.count,
            positions: position + 1...position + append.events.count, isRepeat: false))
      }
      return results
    }
    _ = try? refresh()
    return results
  }

  /// Nothing to wait for.
  public func sync() {}
}

private struct ArraySourceState: ~Copyable {
  var stored: [StoredEvent] = []
  /// Events that no refresh has found yet.
  var pending: [StoredEvent] = []
  var builder = LogIndex.Builder()
  var generation = LogGeneration()
  var snapshot = LogSnapshot.empty
  /// So many calls fail.
  var failures = 0

  init(pending: [StoredEvent]) {
    self.pending = pending
  }
}

extension ArraySourceState {
  var count: Int { stored.count + pending.count }

  func version(of stream: StreamName) -> Int {
    (stored + pending).count { $0.record?.stream == stream }
  }

  mutating func add(
    _ type: String, to stream: StreamName, _ data: JSONText, id: String?
  ) {
    pending.append(
      .event(
        EventRecord(
          at: EventPlace(stream: stream, version: version(of: stream) + 1, position: count + 1),
          type: type,
          timestamp: Timestamp(microseconds: Int64(count) * 1_000_000), id: id, data: data)))
  }

  mutating func checkReachable() throws {
    guard failures > 0 else { return }
    failures -= 1
    throw ArraySource.Unreachable()
  }
}

extension LogIndex.Builder {
  fileprivate mutating func append(_ event: StoredEvent) {
    switch event {
    case .event(let event):
      append(
        stream: event.stream, type: event.type, version: event.version, position: event.position,
        timestamp: event.timestamp)
    case .damaged: appendDamaged()
    }
  }
}
