internal import Platform
internal import Rewind
internal import Synchronization

/// What events are appended to: some streams, each append at the version that its writer knows of.
final class AppendTarget: Sendable {
  /// Appends events to a stream that is at a version.
  private typealias Append = @Sendable ([NewEvent], StreamName, _ version: Int) async throws -> Void

  private static let streams = 100

  private let append: Append
  private let versions = Mutex<[Int]>(Array(repeating: 0, count: streams))

  private init(_ append: @escaping Append) {
    self.append = append
  }

  /// A new store in a folder.
  static func store(in folder: String, sync: SyncPolicy = .every) throws -> AppendTarget {
    let path = "\(folder)/appends"
    FileSystem.removeTree(at: path)
    try FileEventStore.create(at: path, settings: StoreSettings(sync: sync))
    let store = try FileEventStore(at: path)
    return AppendTarget { try await store.append($0, to: $1, expected: .exactly($2)) }
  }

  /// A new database of SQLite's in a folder.
  static func sqlite(in folder: String, synchronous: String) throws -> AppendTarget {
    let path = "\(folder)/appends-\(synchronous).sqlite"
    for ending in ["", "-wal", "-shm"] { FileSystem.removeTree(at: path + ending) }
    let database = try SQLiteEvents(at: path, synchronous: synchronous)
    return AppendTarget { try await database.append($0, to: $1, at: $2) }
  }

  /// So many appends, of so many events each, from each of some writers at once.
  func turn(appends: Int, of size: Int = 1, writers: Int = 1) -> AppendTurns.Turn {
    AppendTurns.Turn(events: appends * size * writers) { [self] in
      try await seconds(appends: appends, of: size, writers: writers)
    }
  }

  private func seconds(appends: Int, of size: Int, writers: Int) async throws -> Double {
    let events = (0..<size).map(Self.event)
    guard writers > 1 else {
      return try await awaitedSeconds { try await write(appends, events, from: 0, by: 1) }
    }
    return try await awaitedSeconds {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<writers {
          group.addTask { try await self.write(appends, events, from: writer, by: Self.streams) }
        }
        try await group.waitForAll()
      }
    }
  }

  /// Writes to a stream and those that stand so many behind it, in a ring.
  private func write(
    _ appends: Int, _ events: [NewEvent], from first: Int, by stride: Int
  ) async throws {
    var events = events
    for number in 0..<appends {
      let stream = (first + number * stride) % Self.streams
      let version = versions.withLock { versions in
        defer { versions[stream] += events.count }
        return versions[stream]
      }
      for index in events.indices { events[index].id = Self.id(stream, version + index) }
      try await append(events, Self.names[stream], version)
    }
  }

  private static let names = (0..<streams).map { StreamName("account-\($0)") }

  /// Cheaper than a new one, whose making is not what is measured.
  private static func id(_ stream: Int, _ version: Int) -> EventID {
    EventID(high: 0x0194_1F2A_28CC_7C0E, low: 1 << 63 | UInt64(stream << 32 | version))
  }

  private static func event(_ number: Int) -> NewEvent {
    NewEvent(
      type: "MoneyDeposited", data: #"{"amount":100,"description":"cash at the counter"}"#,
      metadata: #"{"correlation_id":"0213f568-96f1-45de-9983-62c1c043aee0"}"#)
  }
}
