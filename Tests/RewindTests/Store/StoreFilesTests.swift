import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("A store whose files are changed under it")
struct StoreFilesTests {
  private let files = FileManager.default

  @Test("a segment that another file took the place of is not written to any more")
  func replacedSegment() async throws {
    let fixture = try StoreFixture(.files)
    let store = fixture.store()
    for number in 1...2 { try await store.append([.deposit(number)], to: "account-1") }
    let segment = try "\(fixture.path)/log/0000000000000001.jsonl"
    // As a repair does, or putting a copy back.
    try files.copyItem(atPath: segment, toPath: segment + ".copy")
    #expect(rename(segment + ".copy", segment) == 0)
    try await store.append([.deposit(3)], to: "account-1", expected: .exactly(2))
    #expect(try fixture.log().index.eventCount == 3)
  }

  @Test("a store that was put back as it was before is gone on with from there")
  func restored() async throws {
    let fixture = try StoreFixture(.files)
    let store = fixture.store()
    let path = try fixture.path
    let repeated = NewEvent.deposit(2)
    try await store.append([.deposit(1)], to: "account-1")
    try files.copyItem(atPath: path + "/log", toPath: path + "/backup")
    try await store.append([repeated], to: "account-1")
    try files.removeItem(atPath: path + "/log")
    try files.moveItem(atPath: path + "/backup", toPath: path + "/log")
    // What was lost with the old files is no repeat.
    let result = try await store.append([repeated], to: "account-1")
    #expect(result.versions == 2...2)
    #expect(!result.isRepeat)
    #expect(try fixture.log().index.eventCount == 2)
  }

  @Test("the lock is that of the folder that is there, not of one that was moved away")
  func lockMoves() async throws {
    let fixture = try StoreFixture(.files)
    let store = fixture.store()
    let path = try fixture.path
    try await store.append([.deposit(1)], to: "account-1")
    #expect(rename(path + "/log", path + "/old") == 0)
    try files.copyItem(atPath: path + "/old", toPath: path + "/log")
    let other = try FileLogStorage(store: path)
    let storage = fixture.storage
    _ = try storage.lock()
    let descriptor = open(path + "/log", O_RDONLY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    storage.unlock()
    _ = try other.lock()
    other.unlock()
  }

  @Test("a store whose folder is gone says so, and writes nowhere")
  func gone() async throws {
    let fixture = try StoreFixture(.files)
    let store = fixture.store()
    try await store.append([.deposit(1)], to: "account-1")
    try files.removeItem(atPath: try fixture.path)
    let error = await #expect(throws: StoreError.self) {
      try await store.append([.deposit(2)], to: "account-1")
    }
    #expect("\(try #require(error))".hasSuffix("/log: cannot open: No such file or directory"))
  }

  @Test("a first segment that is there without an event is written to, and made to last first")
  func emptySegment() async throws {
    let storage = FaultyLogStorage(.failsHalfWay, at: 1)
    let store = FileEventStore(storage: storage, name: "bank")
    await #expect(throws: StoreError.self) {
      try await store.append([.deposit(1)], to: "account-1")
    }
    #expect(storage.disk(.nothing).isEmpty, "its making was not told to the disk")
    #expect(storage.disk(.all).count == 1)
    try await store.append([.deposit(1)], to: "account-1")
    #expect(storage.disk(.nothing) == storage.disk(.all))
  }

  @Test("appends that wait for another writer's lock leave the threads to others")
  func waitsAside() async throws {
    let fixture = try StoreFixture(.files)
    let other = try FileLogStorage(store: fixture.path)
    _ = try other.lock()
    // More than there are threads; the lock is given back by a task that needs one of them.
    let waiting = (1...8).map { number in
      Task {
        let store = fixture.store(on: try fixture.another())
        return try await store.append([.deposit(number)], to: "account-\(number)")
      }
    }
    await Task { other.unlock() }.value
    for append in waiting { _ = try await append.value }
    #expect(try fixture.log().index.eventCount == 8)
  }

  @Test("an append that waits for another writer's lock ends when it is cancelled")
  func cancelledWait() async throws {
    let fixture = try StoreFixture(.files)
    let store = fixture.store()
    let other = try FileLogStorage(store: fixture.path)
    _ = try other.lock()
    let waiting = Task { try await store.append([.deposit(1)], to: "account-1") }
    waiting.cancel()
    let error = await #expect(throws: StoreError.self) { try await waiting.value }
    guard case .cancelled? = error else {
      Issue.record("it waited to the end: \(String(describing: error))")
      return
    }
    other.unlock()
    let result = try await store.append([.deposit(2)], to: "account-1")
    #expect(result.positions == 1...1)
  }

  @Test("a folder that is no store is told for what it is")
  func noStore() throws {
    let folder = NSTemporaryDirectory() + "rewind-folder-\(UUID().uuidString)"
    defer { try? files.removeItem(atPath: folder) }
    func refusal() throws -> String {
      "\(try #require(throws: StoreError.self) { try FileEventStore(at: folder) })"
    }
    #expect(try refusal().contains("no store here; FileEventStore.create(at:) makes one"))
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(try refusal().contains("no store here; FileEventStore.create(at:) makes one"))
    try FileEventStore.create(at: folder)
    try files.removeItem(atPath: folder + "/rewind.json")
    #expect(try refusal().contains("rewind.json: it is not there, though the log is"))
    try files.removeItem(atPath: folder + "/log")
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/notes"))
    #expect(try refusal().contains("what is there is no store"))
  }

  @Test("a store whose making was cut off can be made")
  func unfinished() throws {
    let folder = NSTemporaryDirectory() + "rewind-folder-\(UUID().uuidString)"
    defer { try? files.removeItem(atPath: folder) }
    try files.createDirectory(atPath: folder + "/log", withIntermediateDirectories: true)
    try Data("{".utf8).write(to: URL(fileURLWithPath: folder + "/rewind.json.new"))
    try FileEventStore.create(at: folder)
    _ = try FileEventStore(at: folder)
    #expect(throws: StoreError.self) { try FileEventStore.create(at: folder) }
  }
}
