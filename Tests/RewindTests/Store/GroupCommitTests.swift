import Synchronization
import TestSupport
import Testing

@testable import Rewind

@Suite("Appends that come at once")
struct GroupCommitTests {
  private func request(
    _ amounts: Int..., to stream: StreamName = "account-1",
    expecting expected: ExpectedVersion = .any
  ) -> StreamAppend {
    StreamAppend(amounts.map(NewEvent.deposit), to: stream, expected: expected)
  }

  @Test("are written in one go, in order, and share one sync", arguments: StorageKind.allCases)
  func oneSync(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let storage = CountingStorage(fixture.storage)
    let store = fixture.store(on: storage)
    let decisions = await store.writer.commit([
      request(1), request(2, 3), request(4, to: "account-2"), request(5, expecting: .exactly(3)),
      request(6, to: "account-2", expecting: .streamExists),
    ])
    let results = decisions.compactMap(\.result)
    #expect(results.map(\.versions) == [1...1, 2...3, 1...1, 4...4, 2...2])
    #expect(results.map(\.positions) == [1...1, 2...3, 4...4, 5...5, 6...6])
    #expect(storage.counts == CountingStorage.Counts(appends: 1, syncs: 1))
    let events = try fixture.log().events(at: Array(1...6)).compactMap(\.record)
    #expect(events.map { $0.data["amount"]?.int } == [1, 2, 3, 4, 5, 6])
  }

  @Test("what contradicts another of its group is decided on when that is on the disk")
  func contradiction() async throws {
    let store = try StoreFixture(.memory).store()
    let requests = [
      request(1, expecting: .noStream), request(2, expecting: .noStream),
      request(3, expecting: .exactly(0)),
    ]
    let decisions = await store.writer.commit(requests)
    #expect(decisions.map(\.kind) == ["appended", "later", "later"])
    let again = await store.writer.commit(Array(requests.dropFirst()))
    #expect(again.map(\.kind) == ["conflict at 1", "conflict at 1"])
  }

  @Test("where the one that leads is cancelled before the write, the others go on with another")
  func cancelledLeader() async throws {
    let fixture = try StoreFixture(.memory)
    let store = fixture.store()
    let requests = [request(1), request(2)]
    _ = try fixture.storage.lock()
    let group = Task { await store.writer.commit(requests) }
    group.cancel()
    #expect(await group.value.map(\.kind) == ["cancelled", "later"])
    fixture.storage.unlock()
  }

  @Test("a repeat in part of another of its group is refused once that is on the disk")
  func repeatsInPart() async throws {
    let store = try StoreFixture(.memory).store()
    let first = request(1, 2)
    var other = first
    other.events = [.deposit(0), first.events[1]]
    let decisions = await store.writer.commit([first, other])
    #expect(decisions.map(\.kind) == ["appended", "later"])
    #expect(await store.writer.commit([other]).map(\.kind) == ["repeated in part"])
    #expect(store.log.index.eventCount == 2)
  }

  @Test(
    "a repeat of another of its group answers that one's result",
    arguments: [ExpectedVersion.any, .noStream, .exactly(0)])
  func repeats(expected: ExpectedVersion) async throws {
    let store = try StoreFixture(.memory).store()
    let first = request(1, 2, expecting: expected)
    var other = first
    other.events[0].data = "null"
    let decisions = await store.writer.commit([first, first, other])
    #expect(decisions.map(\.kind) == ["appended", "later", "later"])
    let again = await store.writer.commit([first, other])
    #expect(again.map(\.kind) == ["repeat", "repeated id"])
    #expect(again[0].result?.versions == 1...2)
    #expect(store.log.index.eventCount == 2)
  }

  @Test("what does not fit into the segment is left to the next group, and nothing is split")
  func segments() async throws {
    let fixture = try StoreFixture(.files)
    let store = fixture.store(segmentSize: 700)
    var waiting = (0..<10).map { request($0, $0, to: StreamName("account-\($0)")) }
    var groups: [Int] = []
    while !waiting.isEmpty {
      let decisions = await store.writer.commit(waiting)
      #expect(decisions[0].kind == "appended")
      waiting = zip(waiting, decisions).filter { $1.kind == "later" }.map(\.0)
      groups.append(decisions.count { $0.kind == "appended" })
    }
    #expect(groups.count > 1)
    #expect(try fixture.storage.list().count == groups.count)
    #expect(try fixture.storage.list().allSatisfy { $0.size <= 700 })
    let index = try fixture.log().index
    #expect(index.eventCount == 20)
    #expect(index.damagedPositions.isEmpty)
  }

  @Test("a sync that fails fails all that it covers, and the store is in doubt")
  func failedSync() async throws {
    // Making the segment and writing come before it.
    let storage = FaultyLogStorage(.fails, at: 3)
    let store = FileEventStore(storage: storage, name: "bank")
    let decisions = await store.writer.commit([
      request(1), request(2), request(3, to: "account-2", expecting: .streamExists),
    ])
    #expect(decisions.map(\.kind) == ["file", "file", "conflict at 0"])
    let next = await store.writer.commit([request(4)])
    #expect(next.map(\.kind) == ["in doubt"])
    await #expect(throws: StoreError.self) { try await store.sync() }
    #expect(storage.calls == 3)
  }

  @Test("a write that fails is taken back, fails all that it was for, and the store goes on")
  func failedWrite() async throws {
    let storage = FaultyLogStorage(.failsHalfWay, at: 2)
    let store = FileEventStore(storage: storage, name: "bank")
    let requests = (1...4).map { request($0) }
    let decisions = await store.writer.commit(requests)
    #expect(decisions.map(\.kind) == ["file", "file", "file", "file"])
    #expect(Array(storage.disk(.all).values) == [[]])
    let again = await store.writer.commit(requests)
    #expect(again.compactMap(\.result).map(\.versions) == [1...1, 2...2, 3...3, 4...4])
  }

  @Test(
    "all answered, each at its own place, whatever they do at once", arguments: StorageKind.allCases
  )
  func manyTasks(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let stores = [
      fixture.store(segmentSize: 9_000),
      fixture.store(on: try fixture.another(), segmentSize: 9_000),
    ]
    let results = await withTaskGroup(of: [AppendResult].self) { group in
      for writer in 0..<64 {
        group.addTask {
          let store = stores[writer % 8 == 0 ? 1 : 0]
          var results: [AppendResult] = []
          for number in 0..<10 {
            let stream = StreamName(number % 2 == 0 ? "own-\(writer)" : "shared-1")
            let first = writer * 100 + number * 10
            let events = (first...first + writer % 3).map(NewEvent.deposit)
            if let result = try? await store.append(events, to: stream) { results.append(result) }
          }
          return results
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(results.count == 640)
    let positions = results.flatMap { Array($0.positions) }.sorted()
    #expect(positions == Array(1...positions.count))
    let log = try fixture.log()
    #expect(log.index.eventCount == positions.count)
    var problems: [LogProblem] = []
    try LogVerifier(log.snapshot()).run(deep: true) { problems.append($0) }
    #expect(problems == [])
    let events = try log.events(at: positions).compactMap(\.record)
    for result in results {
      let own = result.positions.map { events[$0 - 1] }
      #expect(own.map(\.version) == Array(result.versions))
      let amounts = own.compactMap { $0.data["amount"]?.int }
      #expect(amounts == (0..<own.count).map { amounts[0] + $0 })
    }
  }

  @Test("share syncs, as soon as some come while another is written")
  func sharing() async throws {
    let fixture = try StoreFixture(.memory)
    let storage = CountingStorage(fixture.storage)
    let store = fixture.store(on: storage)
    // Whether any do is up to the system's threads; it takes a round or two.
    for round in 1...1000 {
      await withTaskGroup(of: Void.self) { group in
        for writer in 0..<64 {
          group.addTask { _ = try? await store.append([.deposit(writer)], to: "account-1") }
        }
      }
      #expect(store.log.index.eventCount == 64 * round)
      if storage.counts.syncs < 64 * round { return }
    }
    Issue.record("64,000 appends took as many syncs")
  }

  @Test("of many that assert the same version one is written, and the others conflict")
  func race() async throws {
    let store = try StoreFixture(.files).store()
    for round in 0..<5 {
      let written = await withTaskGroup(of: Bool.self) { group in
        for writer in 0..<32 {
          group.addTask {
            do throws(StoreError) {
              try await store.append([.deposit(writer)], to: "account-1", expected: .exactly(round))
              return true
            } catch {
              guard case .conflict(_, _, round + 1) = error else {
                Issue.record("another error: \(error)")
                return false
              }
              return false
            }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(written == 1)
    }
    #expect(store.log.index.eventCount == 5)
  }

  @Test("a caller that is cancelled has either appended, or written nothing and been told")
  func cancelled() async throws {
    let fixture = try StoreFixture(.files)
    let store = fixture.store()
    let tasks = (0..<64).map { writer in
      Task { () -> Bool in
        do throws(StoreError) {
          try await store.append([.deposit(writer)], to: "account-1")
          return true
        } catch {
          guard case .cancelled = error else { throw error }
          return false
        }
      }
    }
    for (writer, task) in tasks.enumerated() where writer % 2 == 0 { task.cancel() }
    var appended = 0
    for (writer, task) in tasks.enumerated() {
      let isAppended = try await task.value
      if isAppended { appended += 1 }
      #expect(isAppended || writer % 2 == 0)
    }
    #expect(try fixture.log().index.eventCount == appended)
    // Nobody is left who would have to lead.
    try await store.append([.deposit(0)], to: "account-1")
  }

  @Test("a caller that is cancelled before it asks appends nothing")
  func cancelledBefore() async throws {
    let store = try StoreFixture(.memory).store()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await store.append([.deposit(1)], to: "account-1")
    }
    task.cancel()
    await #expect(throws: StoreError.self) { try await task.value }
    #expect(store.log.index.eventCount == 0)
  }
}

extension AppendDecision {
  fileprivate var result: AppendResult? {
    if case .appended(let result) = self { result } else { nil }
  }

  fileprivate var kind: String {
    switch self {
    case .appended(let result): result.isRepeat ? "repeat" : "appended"
    case .deferred: "later"
    case .refused(.conflict(_, _, let actual)): "conflict at \(actual)"
    case .refused(.cancelled): "cancelled"
    case .refused(.repeatedID): "repeated id"
    case .refused(.repeatedInPart): "repeated in part"
    case .refused(.file): "file"
    case .refused(.inDoubt): "in doubt"
    case .refused(let error): "\(error)"
    }
  }
}

/// A storage that counts what a disk would have to do.
private final class CountingStorage: LogStorage {
  struct Counts: Equatable {
    var appends = 0
    var syncs = 0
  }

  private let storage: any LogStorage
  private let state = Mutex(Counts())

  init(_ storage: any LogStorage) {
    self.storage = storage
  }

  var counts: Counts { state.withLock { $0 } }

  var folders: [String] { storage.folders }
  func list() throws(LogFileError) -> [LogFile] { try storage.list() }
  func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    try storage.read(name, at: offset, into: buffer)
  }
  func tryLock() throws(StoreError) -> LockAttempt { try storage.tryLock() }
  func unlock() { storage.unlock() }
  func size(of name: String) throws(LogFileError) -> Int { try storage.size(of: name) }
  func create(_ name: String) throws(LogFileError) { try storage.create(name) }
  func append(_ bytes: UnsafeRawBufferPointer, to name: String) throws(LogFileError) {
    state.withLock { $0.appends += 1 }
    try storage.append(bytes, to: name)
  }
  func truncate(_ name: String, to size: Int) throws(LogFileError) {
    try storage.truncate(name, to: size)
  }
  func sync(_ name: String) throws(LogFileError) {
    state.withLock { $0.syncs += 1 }
    try storage.sync(name)
  }
  func setAside(_ bytes: [UInt8], as name: String) throws(LogFileError) {
    try storage.setAside(bytes, as: name)
  }
}
