import Synchronization
import TestSupport
import Testing

@testable import Rewind

@Suite("A subscription")
struct SubscriptionTests {
  /// The first events that a subscription gives.
  private func first(_ count: Int, of subscription: Subscription) async throws -> [EventRecord] {
    var events: [EventRecord] = []
    for try await event in subscription {
      events.append(event)
      if events.count == count { break }
    }
    return events
  }

  private func positions(_ count: Int, of subscription: Subscription) async throws -> [Int] {
    try await first(count, of: subscription).map(\.position)
  }

  @Test("gives the history in order, across segments and pages")
  func history() async throws {
    let store = try await TestStore.filled(3_000, segmentSize: 50_000)
    let all = try await positions(3_000, of: store.log.subscribe())
    #expect(all == Array(1...3_000))
    let last = try await positions(10, of: store.log.subscribe(from: .after(2_990)))
    #expect(last == Array(2_991...3_000))
  }

  @Test("goes on with what the same process appends, without a gap or a duplicate")
  func live() async throws {
    let store = try await TestStore.filled(10)
    async let given = positions(60, of: store.store.subscribe())
    for first in stride(from: 11, through: 60, by: 5) { try await store.add(first...first + 4) }
    #expect(try await given == Array(1...60))
  }

  @Test(
    "that has no more is woken by an append of its own store", .timeLimit(.wholeRun),
    arguments: StorageKind.allCases)
  func woken(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    for sync in [SyncPolicy.every, .interval(milliseconds: 50), .never] {
      let store = fixture.store(sync: sync)
      var cursor = store.subscribe(from: .end).cursor()
      #expect(try await cursor.next()?.position == nil)
      let seen = store.log.changes.count
      let result = try await store.append([.deposit(1), .deposit(2)], to: "account-1")
      await store.log.changes.wait(beyond: seen)
      #expect(try await cursor.next()?.position == result.positions.lowerBound)
    }
  }

  @Test("goes on with what another process appends")
  func others() async throws {
    let store = try await TestStore.filled(10)
    let reader = store.log
    async let given = positions(40, of: reader.subscribe(from: .after(5)))
    try await store.add(11...45)
    #expect(try await given == Array(6...45))
  }

  @Test("from the end gives only what comes after it was begun")
  func fromEnd() async throws {
    let store = try await TestStore.filled(10)
    var cursor = store.store.subscribe(from: .end).cursor()
    // What is appended before the first event is asked for is history.
    try await store.add(11...12)
    #expect(try await cursor.next()?.position == nil)
    try await store.add(13...14)
    #expect(try await cursor.next()?.position == 13)
  }

  @Test(
    "of streams, categories or types gives those alone",
    arguments: [
      EventSelection.stream("account-3"), .category("order"), .types(["AmountAdded"]),
      EventSelection(streams: ["account-1", "order-2"]),
      EventSelection(categories: ["account"], types: ["AmountAdded"]), .types(["Other"]),
      .stream("nobody-1"),
    ])
  func selection(_ selection: EventSelection) async throws {
    let store = try await TestStore.filled(500)
    try await store.store.append([NewEvent(type: "Ended", data: "{}")], to: "end-1")
    let log = store.log
    try log.refresh()
    let expected = try log.events(at: Array(1...501)).compactMap(\.record).filter { event in
      (selection.streams?.contains(event.stream) ?? true)
        && (selection.categories?.contains(event.stream.category) ?? true)
        && (selection.types?.contains(event.type) ?? true)
    }
    var cursor = log.subscribe(to: selection).cursor()
    var given: [Int] = []
    while let event = try await cursor.next() { given.append(event.position) }
    #expect(given == expected.map(\.position))
  }

  @Test("meets streams and types that were not there when it began")
  func newNames() async throws {
    let store = try await TestStore.filled(5)
    let selection = EventSelection(categories: ["late"], types: ["Late"])
    async let given = first(1, of: store.store.subscribe(to: selection))
    try await store.store.append([NewEvent(type: "Late", data: "{}")], to: "late-1")
    #expect(try await given.map(\.stream) == ["late-1"])
  }

  @Test("ends at once when its task is cancelled, while it waits and while it reads")
  func cancelled() async throws {
    let store = try await TestStore.filled(2_000)
    let waiting = Task {
      var count = 0
      for try await _ in store.store.subscribe(from: .after(1_999)) { count += 1 }
      return count
    }
    let reading = Task {
      var count = 0
      for try await _ in store.store.subscribe() {
        count += 1
        if count == 7 { withUnsafeCurrentTask { $0?.cancel() } }
      }
      return count
    }
    #expect(try await reading.value == 7)
    waiting.cancel()
    #expect(try await waiting.value <= 1)
  }

  @Test("tells a damaged line in its place, and goes on behind it when asked")
  func damage() async throws {
    let store = try await TestStore.filled(3)
    let segment = try #require(store.storage.list().first).name
    try store.storage.append(Array("{nothing\n".utf8), to: segment)
    var cursor = store.log.subscribe(to: .stream("account-1")).cursor()
    var told: [String] = []
    while true {
      do {
        guard let event = try await cursor.next() else { break }
        told.append("\(event.position)")
      } catch let error as SubscriptionError {
        told.append(error.description)
      }
    }
    #expect(told.last?.contains("position 4 is damaged") == true)
  }

  @Test("says that the log was replaced")
  func replaced() async throws {
    let store = try await TestStore.filled(50)
    let log = store.log
    var cursor = log.subscribe(from: .after(45)).cursor()
    while try await cursor.next() != nil {}
    let segment = try #require(store.storage.list().first).name
    let other = try #require(try await TestStore.filled(5).storage.files.first).value
    try store.storage.truncate(segment, to: 0)
    try store.storage.append(other, to: segment)
    try log.refresh()
    await #expect(throws: SubscriptionError.self) { try await cursor.next() }
  }

  @Test("holds one page, however slow its reader is")
  func backPressure() async throws {
    let store = try await TestStore.filled(5_000)
    let counter = ReadCounter(store.storage)
    let log = EventLog(name: "bank", files: counter, mapping: .rewind, isStore: true)
    try log.refresh()
    counter.reset()
    var cursor = log.subscribe().cursor()
    for _ in 1...10 { _ = try await cursor.next() }
    #expect(counter.bytesRead > 0)
    let size = store.storage.files.values.reduce(0) { $0 + $1.count }
    #expect(counter.bytesRead < size / 2)
  }
}

/// Files in memory that count how much is read of them.
private final class ReadCounter: LogFiles {
  private let files: InMemoryLogStorage
  private let count = Mutex(0)

  init(_ files: InMemoryLogStorage) {
    self.files = files
  }

  var bytesRead: Int { count.withLock { $0 } }
  var folders: [String] { files.folders }

  func reset() { count.withLock { $0 = 0 } }

  func list() -> [LogFile] { files.list() }

  func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    count.withLock { $0 += buffer.count }
    return try files.read(name, at: offset, into: buffer)
  }
}

@Suite("Subscriptions merged by time")
struct MergedSubscriptionTests {
  /// A store with an event at each of some times.
  private func store(_ times: [Int64]) async throws -> FileEventStore {
    let left = Mutex(times)
    let store = FileEventStore(
      storage: InMemoryLogStorage(), name: "s", settings: StoreSettings(sync: .never),
      clock: {
        Timestamp(microseconds: left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] })
      })
    for _ in times { try await store.append([NewEvent(type: "T", data: "{}")], to: "a-1") }
    return store
  }

  @Test("come by time, and of equal times by subscription")
  func order() async throws {
    let stores = [try await store([10, 40, 40]), try await store([20, 40, 50])]
    var given: [String] = []
    for try await (number, event) in MergedSubscription(stores.map { $0.subscribe() }) {
      given.append("\(number):\(event.timestamp?.microseconds ?? 0)")
      if given.count == 6 { break }
    }
    #expect(given == ["0:10", "1:20", "0:40", "0:40", "1:40", "1:50"])
  }

  @Test("go on live with whichever log grows")
  func live() async throws {
    let stores = [try await store([10]), try await store([20])]
    let merged = MergedSubscription(stores.map { $0.subscribe() })
    async let given = Task {
      var given: [Int] = []
      for try await (number, _) in merged {
        given.append(number)
        if given.count == 4 { break }
      }
      return given
    }.value
    try await stores[1].append([NewEvent(type: "T", data: "{}")], to: "a-1")
    try await stores[0].append([NewEvent(type: "T", data: "{}")], to: "a-1")
    #expect(try await given.sorted() == [0, 0, 1, 1])
  }

  @Test("end when the task is cancelled")
  func cancelled() async throws {
    let stores = [try await store([10]), try await store([20])]
    let task = Task {
      for try await _ in MergedSubscription(stores.map { $0.subscribe() }) {}
      return true
    }
    task.cancel()
    #expect(try await task.value)
  }
}
