import TestSupport
import Testing

@testable import Rewind

@Suite("A store open for appending")
struct EventStoreTests {
  private func event(_ amount: Int) throws -> NewEvent {
    NewEvent(type: "MoneyDeposited", data: try JSONText("{\"amount\":\(amount)}"))
  }

  private func store(_ storage: any LogStorage, segmentSize: Int = 1 << 20) -> EventStore {
    EventStore(
      storage: storage, name: "bank", settings: StoreSettings(segmentSize: segmentSize),
      clock: { Timestamp(microseconds: 1_767_322_984_000_000) })
  }

  @Test(
    "appends where the expected version holds, and conflicts where it does not",
    arguments: [
      (ExpectedVersion.any, 0, true), (.any, 2, true), (.noStream, 0, true), (.noStream, 2, false),
      (.streamExists, 0, false), (.streamExists, 2, true), (.exactly(0), 0, true),
      (.exactly(0), 2, false), (.exactly(2), 2, true), (.exactly(1), 2, false),
      (.exactly(3), 2, false),
    ])
  func expectedVersions(expected: ExpectedVersion, present: Int, isMet: Bool) async throws {
    let store = store(InMemoryLogStorage())
    for number in 0..<present { try await store.append([try event(number)], to: "account-1") }
    do {
      let result = try await store.append([try event(9)], to: "account-1", expected: expected)
      #expect(isMet)
      #expect(result.versions == present + 1...present + 1)
      #expect(store.log.index.eventCount == present + 1)
    } catch {
      #expect(!isMet)
      #expect(store.log.index.eventCount == present)
      guard case StoreError.conflict(let stream, expected, let actual) = error else {
        Issue.record("another error: \(error)")
        return
      }
      #expect(stream == "account-1")
      #expect(actual == present)
      #expect("\(error)".contains("account-1"))
    }
  }

  @Test("gives an append of several events one commit, visible only when it is whole")
  func commits() async throws {
    let storage = InMemoryLogStorage()
    let store = store(storage)
    try await store.append([try event(1), try event(2), try event(3)], to: "account-1")
    let (name, bytes) = try #require(storage.files.first)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"batch\":[2,3]"))
    let lines = bytes.split(separator: 0x0A)
    let torn = Array(lines[0...1].joined(separator: [0x0A])) + [0x0A]
    let reader = EventLog(
      name: "bank", files: InMemoryLogStorage(segments: [name: torn]), mapping: .rewind,
      isStore: true)
    try reader.refresh()
    #expect(reader.index.eventCount == 0)
    #expect(store.log.index.eventCount == 3)
  }

  @Test("answers a repeated append with the first result and writes nothing")
  func repeats() async throws {
    let store = store(InMemoryLogStorage())
    let events = [try event(1), try event(2)]
    try await store.append([try event(0)], to: "account-1")
    let first = try await store.append(events, to: "account-1", expected: .exactly(1))
    for expected in [ExpectedVersion.exactly(1), .any, .streamExists] {
      let again = try await store.append(events, to: "account-1", expected: expected)
      #expect(again.isRepeat)
      #expect(again.versions == first.versions)
      #expect(again.positions == first.positions)
    }
    #expect(store.log.index.eventCount == 3)
  }

  @Test("answers a repeated append only when the first one is on the disk")
  func repeatIsSynced() async throws {
    let storage = FaultyLogStorage(.fails, at: 0)
    let lazy = EventStore(storage: storage, name: "bank", settings: StoreSettings(sync: .never))
    let event = try event(1)
    try await lazy.append([event], to: "account-1")
    #expect(storage.disk(.nothing).values.joined().isEmpty)
    let again = try await store(storage).append([event], to: "account-1", expected: .noStream)
    #expect(again.isRepeat)
    #expect(!storage.disk(.nothing).values.joined().isEmpty)
  }

  @Test("refuses an id that is there with other data")
  func repeatedID() async throws {
    let store = store(InMemoryLogStorage())
    let event = try self.event(1)
    var other = event
    other.data = #"{"amount":2}"#
    try await store.append([event], to: "account-1")
    await #expect(throws: StoreError.self) { try await store.append([other], to: "account-1") }
    #expect(store.log.index.eventCount == 1)
  }

  @Test("rolls segments, and reads over them as over one log")
  func segments() async throws {
    let storage = InMemoryLogStorage()
    let store = store(storage, segmentSize: 400)
    for number in 1...7 { try await store.append([try event(number)], to: "account-1") }
    #expect(storage.list().count > 2)
    #expect(storage.list().map(\.name).contains("0000000000000003.jsonl"))
    let events = try store.log.events(at: Array(1...7)).compactMap(\.record)
    #expect(events.map(\.position) == Array(1...7))
    #expect(events.map { $0.data["amount"]?.int } == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test("takes in what another store on the same log appended")
  func twoStores() async throws {
    let storage = InMemoryLogStorage()
    let (one, other) = (store(storage), store(storage))
    try await one.append([try event(1)], to: "account-1")
    let second = try await other.append([try event(2)], to: "account-1", expected: .exactly(1))
    #expect(second.positions == 2...2)
    await #expect(throws: StoreError.self) {
      try await one.append([try event(3)], to: "account-1", expected: .exactly(1))
    }
  }

  @Test(
    "moves a torn tail aside, keeps its bytes, and goes on",
    arguments: [
      "{\"position\":2,\"stream_id\":\"account-1\"", "\u{0}\u{0}\u{0}\u{0}", "garbage",
      "{\"position\":2,\"stream_id\":\"account-1\",\"version\":2,\"batch\":[1,2],\"type\":\"T\",\"id\":\"a\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"data\":{}}\n",
      "\u{0}\u{0}\u{0}\n",
    ])
  func tornTail(tail: String) async throws {
    let before = InMemoryLogStorage()
    try await store(before).append([try event(1)], to: "account-1")
    let (name, bytes) = try #require(before.files.first)
    let storage = InMemoryLogStorage(segments: [name: bytes + Array(tail.utf8)])
    let result = try await store(storage).append([try event(2)], to: "account-1")
    #expect(result.positions == 2...2)
    let aside = try #require(storage.files.first { $0.key.hasPrefix("torn-2-") })
    #expect(aside.value == Array(tail.utf8))
    #expect(try #require(storage.files[name]).starts(with: bytes))
  }

  @Test("refuses to append to a log with a damaged line, and says where")
  func damaged() async throws {
    let before = InMemoryLogStorage()
    let store = store(before)
    for number in 1...2 { try await store.append([try event(number)], to: "account-1") }
    let (name, bytes) = try #require(before.files.first)
    let lines = bytes.split(separator: 0x0A)
    let damaged = Array(lines[0]) + Array("\nnonsense\n".utf8) + Array(lines[1]) + [0x0A]
    let reopened = self.store(InMemoryLogStorage(segments: [name: damaged]))
    do {
      try await reopened.append([try event(3)], to: "account-1")
      Issue.record("the append went through")
    } catch {
      #expect("\(error)".contains("position 2"))
    }
  }

  @Test("counts what stands at the end of a sealed segment without being a line as damage")
  func sealedTail() async throws {
    let before = InMemoryLogStorage()
    let store = store(before, segmentSize: 1)
    for number in 1...2 { try await store.append([try event(number)], to: "account-1") }
    var segments = before.files
    segments["0000000000000001.jsonl"]? += Array("{\"position\":2".utf8)
    let log = EventLog(
      name: "bank", files: InMemoryLogStorage(segments: segments), mapping: .rewind, isStore: true)
    try log.refresh()
    #expect(log.index.damagedPositions == [2])
    #expect(try log.event(at: 3).record?.data["amount"]?.int == 2)
    #expect(try log.refresh() == .none)
  }

  @Test("refuses a stream without a name and an event without a type")
  func names() async throws {
    let store = store(InMemoryLogStorage())
    await #expect(throws: StoreError.self) { try await store.append([try event(1)], to: "") }
    let nameless = NewEvent(type: "", data: "{}")
    await #expect(throws: StoreError.self) { try await store.append([nameless], to: "account-1") }
    #expect(store.log.index.eventCount == 0)
  }

  @Test("refuses more than 10,000 events and none", arguments: [0, 10_001])
  func size(count: Int) async throws {
    let events = try (0..<count).map { try event($0) }
    await #expect(throws: StoreError.self) {
      try await store(InMemoryLogStorage()).append(events, to: "account-1")
    }
  }
}

@Suite("A store whose disk fails")
struct EventStoreFaultTests {
  /// Appends of one to three events to two streams, over tiny segments.
  private func append(to storage: any LogStorage) async throws -> [String] {
    let store = EventStore(
      storage: storage, name: "bank", settings: StoreSettings(segmentSize: 700))
    var acknowledged: [String] = []
    for number in 0..<8 {
      let events = (0...number % 3).map { part in
        NewEvent(type: "Counted", data: .init(unchecked: Array("[\(number),\(part)]".utf8)[...]))
      }
      guard (try? await store.append(events, to: StreamName("counter-\(number % 2)"))) != nil else {
        continue
      }
      acknowledged += events.map { $0.id.description }
    }
    return acknowledged
  }

  @Test(
    "loses nothing acknowledged and shows nothing half-written, whichever call fails",
    arguments: FaultyLogStorage.Fault.allCases)
  func everyCall(fault: FaultyLogStorage.Fault) async throws {
    var number = 0
    while true {
      number += 1
      let storage = FaultyLogStorage(fault, at: number)
      let acknowledged = try await append(to: storage)
      guard storage.hasFailed else { break }
      for remains in FaultyLogStorage.Remains.allCases {
        try await check(storage.disk(remains), acknowledged, "\(fault) at \(number), \(remains)")
      }
    }
    #expect(number > 20)
  }

  private func check(
    _ disk: [String: [UInt8]], _ acknowledged: [String], _ situation: String
  ) async throws {
    let storage = FaultyLogStorage(.fails, at: 0, files: disk)
    let store = EventStore(storage: storage, name: "bank")
    do {
      try await store.append([NewEvent(type: "Reopened", data: "null")], to: "counter-0")
    } catch {
      Issue.record("\(situation): the store cannot be appended to: \(error)")
      return
    }
    let index = store.log.index
    let events = try store.log.events(at: Array(1...index.eventCount)).compactMap(\.record)
    #expect(events.count == index.eventCount, "\(situation): a damaged line is left")
    #expect(
      Set(acknowledged).isSubset(of: events.compactMap(\.id)), "\(situation): an event is lost")
    #expect(events.allSatisfy { $0.loggedPosition == nil }, "\(situation): positions have gaps")
    #expect(events.allSatisfy { $0.loggedVersion == nil }, "\(situation): versions have gaps")
    for event in events where event.type == "Counted" {
      guard case .array(let numbers) = event.data.value, case .number(let first) = numbers[0] else {
        Issue.record("\(situation): data was changed")
        return
      }
      let parts = events.filter { $0.data.description.hasPrefix("[\(first.text),") }.count
      #expect(parts == (first.int ?? 0) % 3 + 1, "\(situation): part of an append is visible")
    }
  }
}
