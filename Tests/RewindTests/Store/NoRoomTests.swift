import Foundation
import TestSupport
import Testing

@testable import Rewind

/// A limit of the size of files stands for a disk that is full; it holds for a whole process, so that
/// each case has one of its own.
@Suite("A store whose disk is full")
struct NoRoomTests {
  /// From now on no file of this process grows beyond so many bytes; nil lifts the limit.
  private static func limitFiles(to bytes: Int?) {
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit()
    getrlimit(Int32(RLIMIT_FSIZE.rawValue), &limit)
    limit.rlim_cur = bytes.map(rlim_t.init) ?? limit.rlim_max
    setrlimit(Int32(RLIMIT_FSIZE.rawValue), &limit)
  }

  /// Appends to a stream of so many events until there is no room, and answers how many it has then.
  private static func fill(_ store: FileEventStore, from start: Int = 0) async -> Int {
    var count = start
    var failure: StoreError?
    while failure == nil {
      do {
        try await store.append([.deposit(count)], to: "account-1", expected: .exactly(count))
        count += 1
      } catch {
        failure = error
      }
    }
    #expect("\(failure, default: "none")".contains("cannot write: File too large"))
    return count
  }

  @Test("says so, loses nothing, and goes on in the same process once there is room")
  func goesOn() async {
    await #expect(processExitsWith: .success) {
      let fixture = try StoreFixture(.files)
      let store = fixture.store()
      NoRoomTests.limitFiles(to: 2_000)
      let count = await NoRoomTests.fill(store)
      try #require(count > 3)
      #expect(await NoRoomTests.fill(store, from: count) == count)
      #expect(try fixture.log().events(of: "account-1").compactMap(\.record).count == count)
      NoRoomTests.limitFiles(to: nil)
      let result = try await store.append(
        [.deposit(0), .deposit(1)], to: "account-1", expected: .exactly(count))
      #expect(result.positions == count + 1...count + 2)
      let log = try fixture.log()
      #expect(log.index.eventCount == count + 2)
      #expect(log.index.damagedPositions.isEmpty)
    }
  }

  @Test("leaves nothing of a store that could not be made, and makes it once there is room")
  func made() async {
    await #expect(processExitsWith: .success) {
      let files = FileManager.default
      let folder = NSTemporaryDirectory() + "rewind-no-room-\(UUID().uuidString)"
      defer { try? files.removeItem(atPath: folder) }
      for isThere in [false, true] {
        if isThere { try files.createDirectory(atPath: folder, withIntermediateDirectories: true) }
        NoRoomTests.limitFiles(to: 0)
        #expect(throws: StoreError.self) { try FileEventStore.create(at: folder) }
        NoRoomTests.limitFiles(to: nil)
        #expect(files.fileExists(atPath: folder) == isThere)
        try FileEventStore.create(at: folder)
        try files.removeItem(atPath: folder)
      }
    }
  }

  @Test("leaves no empty copy of a torn tail that could not be moved aside")
  func torn() async {
    await #expect(processExitsWith: .success) {
      let torn = ["0000000000000001.jsonl": Array("{\"position\":1".utf8)]
      let fixture = try StoreFixture(.files, torn)
      NoRoomTests.limitFiles(to: 5)
      await #expect(throws: StoreError.self) {
        try await fixture.store().append([.deposit(1)], to: "account-1")
      }
      #expect(try fixture.files() == torn)
      NoRoomTests.limitFiles(to: nil)
      try await fixture.store().append([.deposit(1)], to: "account-1")
      #expect(try fixture.files().count == 2)
    }
  }
}
