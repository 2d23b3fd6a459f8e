import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("A store open for appending")
struct EventStoreTests {
  @Test(
    "gives an append of several events one commit, visible only when it is whole",
    arguments: StorageKind.allCases)
  func commits(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let store = fixture.store()
    try await store.append([.deposit(1), .deposit(2), .deposit(3)], to: "account-1")
    let (name, bytes) = try #require(try fixture.files().first)
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"batch\":[2,3]"))
    let lines = bytes.split(separator: 0x0A)
    let torn = Array(lines[0...1].joined(separator: [0x0A])) + [0x0A]
    #expect(try StoreFixture(kind, [name: torn]).log().index.eventCount == 0)
    #expect(store.log.index.eventCount == 3)
  }

  @Test(
    "answers a repeated append with the first result and writes nothing",
    arguments: StorageKind.allCases)
  func repeats(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let events = [NewEvent.deposit(1), .deposit(2)]
    let store = fixture.store()
    try await store.append([.deposit(0)], to: "account-1")
    let first = try await store.append(events, to: "account-1", expected: .exactly(1))
    for expected in [ExpectedVersion.exactly(1), .any, .streamExists] {
      for store in [store, fixture.store(on: try fixture.another())] {
        let again = try await store.append(events, to: "account-1", expected: expected)
        #expect(again.isRepeat)
        #expect(again.versions == first.versions)
        #expect(again.positions == first.positions)
      }
    }
    #expect(store.log.index.eventCount == 3)
  }

  @Test("answers a repeated append only when the first one is on the disk")
  func repeatIsSynced() async throws {
    let storage = FaultyLogStorage(.fails, at: 0)
    let lazy = FileEventStore(storage: storage, name: "bank", settings: StoreSettings(sync: .never))
    let event = NewEvent.deposit(1)
    try await lazy.append([event], to: "account-1")
    #expect(storage.disk(.nothing).values.joined().isEmpty)
    let other = FileEventStore(storage: storage, name: "bank")
    let again = try await other.append([event], to: "account-1", expected: .noStream)
    #expect(again.isRepeat)
    #expect(!storage.disk(.nothing).values.joined().isEmpty)
  }

  @Test(
    "refuses an id that is there with other data",
    arguments: StorageKind.allCases, [ExpectedVersion.any, .streamExists, .noStream, .exactly(0)])
  func repeatedID(kind: StorageKind, expected: ExpectedVersion) async throws {
    let store = try StoreFixture(kind).store()
    let event = NewEvent.deposit(1)
    var other = event
    other.data = #"{"amount":2}"#
    try await store.append([event], to: "account-1")
    let error = await #expect(throws: StoreError.self) {
      try await store.append([other], to: "account-1", expected: expected)
    }
    #expect("\(try #require(error))".contains("\(event.id) is that of version 1"))
    #expect(store.log.index.eventCount == 1)
  }

  @Test("recognises the largest append that is repeated", arguments: [1_001, 10_000])
  func largeRepeat(count: Int) async throws {
    let fixture = try StoreFixture(.files)
    let events = (0..<count).map(NewEvent.deposit)
    try await fixture.store().append(events, to: "account-1")
    for store in [fixture.store(), fixture.store(on: try fixture.another())] {
      let again = try await store.append(events, to: "account-1")
      #expect(again.isRepeat)
      #expect(again.versions == 1...count)
    }
  }

  @Test("refuses an append of which some events are there already", arguments: StorageKind.allCases)
  func repeatedInPart(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let events = (0..<5).map(NewEvent.deposit)
    let store = fixture.store()
    try await store.append(Array(events[..<3]), to: "account-1")
    let parts = [
      events[...], events[1...], events[2...3], [events[0], events[2]], [events[4], events[2]],
    ]
    for part in parts {
      let error = await #expect(throws: StoreError.self) {
        try await store.append(Array(part), to: "account-1")
      }
      #expect("\(try #require(error))".contains("not all of the append is"))
    }
    #expect(try fixture.log().index.eventCount == 3)
  }

  @Test("refuses an append that has an id twice")
  func idTwice() async throws {
    let store = try StoreFixture(.memory).store()
    let event = NewEvent.deposit(1)
    for expected in [ExpectedVersion.any, .noStream, .exactly(0)] {
      let error = await #expect(throws: StoreError.self) {
        try await store.append([event, .deposit(2), event], to: "account-1", expected: expected)
      }
      #expect("\(try #require(error))".contains("event 3 of the append: its id"))
    }
    #expect(store.log.index.eventCount == 0)
  }

  @Test("takes what nests as deep as can be read back, and no deeper", arguments: [1_023, 1_024])
  func depth(levels: Int) async throws {
    let fixture = try StoreFixture(.files)
    let array = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    let object =
      String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels)
    let events = [
      NewEvent(type: "Deep", data: try JSONText(array)),
      NewEvent(type: "Deep", data: "{}", metadata: try JSONText(object)),
    ]
    for event in events {
      let isTaken = (try? await fixture.store().append([event], to: "account-1")) != nil
      #expect(isTaken == (levels == 1_023))
    }
    let log = try fixture.log()
    let all = Array(1..<log.index.eventCount + 1)
    #expect(try log.events(at: all).compactMap(\.record).count == (levels == 1_023 ? 2 : 0))
  }

  @Test("looks for repeats among a stream's last 1,000 events, whoever appended them")
  func reach() async throws {
    let fixture = try StoreFixture(.files)
    let events = (0..<1_001).map(NewEvent.deposit)
    try await fixture.store().append(events, to: "account-1")
    let store = fixture.store(on: try fixture.another())
    #expect(try await store.append([events[1]], to: "account-1").isRepeat)
    #expect(try await store.append([events[0]], to: "account-1").isRepeat == false)
  }

  @Test("rolls segments, and reads over them as over one log", arguments: StorageKind.allCases)
  func segments(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let store = fixture.store(segmentSize: 400)
    for number in 1...7 { try await store.append([.deposit(number)], to: "account-1") }
    let names = try fixture.storage.list().map(\.name)
    #expect(names.count > 2)
    #expect(names.contains("0000000000000003.jsonl"))
    #expect(try fixture.storage.list().allSatisfy { $0.size <= 400 })
    for log in [store.log, try fixture.log()] {
      let events = try log.events(at: Array(1...7)).compactMap(\.record)
      #expect(events.map(\.position) == Array(1...7))
      #expect(events.map { $0.data["amount"]?.int } == [1, 2, 3, 4, 5, 6, 7])
    }
  }

  @Test("an append larger than a segment has one of its own", arguments: StorageKind.allCases)
  func largeAppend(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let store = fixture.store(segmentSize: 400)
    for count in [1, 10, 1] {
      try await store.append((1...count).map(NewEvent.deposit), to: "account-1")
    }
    let names = try fixture.storage.list().map(\.name)
    #expect(names == ["01", "02", "12"].map { "00000000000000\($0).jsonl" })
  }

  @Test("takes in what another store on the same log appended", arguments: StorageKind.allCases)
  func twoStores(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let one = fixture.store(segmentSize: 900)
    let other = fixture.store(on: try fixture.another(), segmentSize: 900)
    for round in 0..<8 {
      let first = try await one.append(
        [.deposit(1)], to: "account-1", expected: .exactly(2 * round))
      #expect(first.positions == 2 * round + 1...2 * round + 1)
      let second = try await other.append(
        [.deposit(2)], to: "account-1", expected: .exactly(2 * round + 1))
      #expect(second.positions == 2 * round + 2...2 * round + 2)
    }
    await #expect(throws: StoreError.self) {
      try await one.append([.deposit(3)], to: "account-1", expected: .exactly(15))
    }
    #expect(try fixture.log().index.eventCount == 16)
  }

  @Test("knows of its own appends all that a reader of the files finds")
  func takenIn() async throws {
    let fixture = try StoreFixture(.files)
    let store = fixture.store(segmentSize: 2_000)
    let names = ["account-1", "wörter \"und\" \u{1F600}-1", "order-\u{0}\n2", "account-2", "plain"]
    for number in 0..<30 {
      let events = (0...number % 4).map { part in
        var event = NewEvent.deposit(part)
        event.type = "Type\(part % 2)\\"
        event.data = try! JSONText("{\n \"a\" :\r\n \(number)}")
        if number % 3 == 0 { event.metadata = #"{"by":"user-1"}"# }
        return event
      }
      try await store.append(events, to: StreamName(names[number % names.count]))
    }
    let (own, read) = (store.log.index, try fixture.log().index)
    #expect(own.eventCount == read.eventCount)
    for position in 1...read.eventCount {
      #expect(own[position] == read[position])
      #expect(own.lines.location(position - 1) == read.lines.location(position - 1))
      #expect(own.shownVersion(at: position) == read.shownVersion(at: position))
    }
    #expect(own.categories == read.categories)
    for stream in 0..<read.streamCount {
      let id = StreamID(rawValue: stream)
      #expect(own.stream(id) == read.stream(id))
      #expect(Array(own.positions(of: id)) == Array(read.positions(of: id)))
    }
    #expect(try store.log.refresh() == .none)
    #expect(read.damagedPositions.isEmpty)
    #expect(read.streamID(named: names[2]) != nil)
  }

  @Test(
    "moves a torn tail aside, keeps its bytes, and goes on",
    arguments: StorageKind.allCases,
    [
      "{\"position\":2,\"stream_id\":\"account-1\"", "\u{0}\u{0}\u{0}\u{0}", "garbage",
      "{\"position\":2,\"stream_id\":\"account-1\",\"version\":2,\"batch\":[1,2],\"type\":\"T\",\"id\":\"a\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"data\":{}}\n",
      "\u{0}\u{0}\u{0}\n",
    ])
  func tornTail(kind: StorageKind, tail: String) async throws {
    let before = try StoreFixture(kind)
    try await before.store().append([.deposit(1)], to: "account-1")
    let (name, bytes) = try #require(try before.files().first)
    let fixture = try StoreFixture(kind, [name: bytes + Array(tail.utf8)])
    let result = try await fixture.store().append([.deposit(2)], to: "account-1")
    #expect(result.positions == 2...2)
    let files = try fixture.files()
    let aside = try #require(files.first { $0.key.hasPrefix("torn-2-") })
    #expect(aside.value == Array(tail.utf8))
    #expect(try #require(files[name]).starts(with: bytes))
    #expect(try fixture.log().index.eventCount == 2)
  }

  @Test("finds the torn tail that another left while it was open", arguments: StorageKind.allCases)
  func tornMeanwhile(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let store = fixture.store()
    for number in 1...3 {
      try await store.append([.deposit(number)], to: "account-1")
      let name = try #require(try fixture.storage.list().last).name
      try fixture.another().append(Array("torn".utf8), to: name)
    }
    try await store.append([.deposit(4)], to: "account-1")
    #expect(try fixture.log().index.eventCount == 4)
    #expect(try fixture.files().keys.count { $0.hasPrefix("torn-") } == 3)
  }

  @Test("refuses to append to a log with a damaged line, and says where")
  func damaged() async throws {
    let before = try StoreFixture(.memory)
    let store = before.store()
    for number in 1...2 { try await store.append([.deposit(number)], to: "account-1") }
    let (name, bytes) = try #require(try before.files().first)
    let lines = bytes.split(separator: 0x0A)
    let damaged = Array(lines[0]) + Array("\nnonsense\n".utf8) + Array(lines[1]) + [0x0A]
    let reopened = try StoreFixture(.files, [name: damaged]).store()
    for _ in 1...2 {
      let error = await #expect(throws: StoreError.self) {
        try await reopened.append([.deposit(3)], to: "account-1")
      }
      #expect("\(try #require(error))".contains("position 2"))
    }
  }

  @Test("counts what stands at the end of a sealed segment without being a line as damage")
  func sealedTail() async throws {
    let before = try StoreFixture(.memory)
    let store = before.store(segmentSize: 1)
    for number in 1...2 { try await store.append([.deposit(number)], to: "account-1") }
    var segments = try before.files()
    segments["0000000000000001.jsonl"]? += Array("{\"position\":2".utf8)
    let fixture = try StoreFixture(.files, segments)
    let log = try fixture.log()
    #expect(log.index.damagedPositions == [2])
    #expect(try log.event(at: 3).record?.data["amount"]?.int == 2)
    #expect(try log.refresh() == .none)
  }

  @Test("keeps streams apart whose names only look alike, also where they come at once")
  func lookalikes() async throws {
    let fixture = try StoreFixture(.files)
    let store = fixture.store()
    let names: [StreamName] = ["wallet-jos\u{e9}", "wallet-jose\u{301}"]
    #expect(names[0] != names[1])
    #expect(Set(names).count == 2)
    #expect(StreamName("wallet-\u{301}1").category == "wallet")
    let requests = (0..<6).map {
      StreamAppend([.deposit($0)], to: names[$0 % 2])
    }
    _ = await store.writer.commit(requests)
    let log = try fixture.log()
    for name in names {
      #expect(try log.events(of: name).compactMap { $0.record?.shownVersion } == [1, 2, 3])
    }
    var cursor = log.subscribe(to: EventSelection(streams: Set(names))).cursor()
    var count = 0
    while try await cursor.next() != nil { count += 1 }
    #expect(count == 6)
  }

  @Test("copies an event without a type, as other systems may have them", arguments: ["", "Paid"])
  func copiesNameless(type: String) async throws {
    let fixture = try StoreFixture(.files)
    let event = CopiedEvent(
      stream: "account-1", version: 1, timestamp: Timestamp(microseconds: 0),
      event: NewEvent(type: type, data: "{}"))
    #expect(try await fixture.store().copy([event]) == 0)
    #expect(try fixture.log().events(of: "account-1").map(\.record?.type) == [type])
  }

  @Test("keeps types apart that only look alike", arguments: StorageKind.allCases)
  func lookalikeTypes(kind: StorageKind) async throws {
    let fixture = try StoreFixture(kind)
    let store = fixture.store()
    let types = ["Pay\u{e9}", "Paye\u{301}", "Pay\u{e9}"]
    try await store.append(types.map { NewEvent(type: $0, data: "{}") }, to: "account-1")
    for log in [store.log, try fixture.log()] {
      let stored = try log.events(of: "account-1").compactMap(\.record)
      #expect(stored.map { Array($0.type.utf8) } == types.map { Array($0.utf8) })
      #expect(log.index.typeCount == 2)
    }
  }

  @Test("refuses settings that could not be read again", arguments: [0, -5])
  func settings(number: Int) {
    let folder = NSTemporaryDirectory() + "rewind-settings-\(UUID().uuidString)"
    for settings in [
      StoreSettings(segmentSize: number), StoreSettings(sync: .interval(milliseconds: number)),
      StoreSettings(snapshotEvents: number),
    ] {
      #expect(throws: StoreError.self) { try FileEventStore.create(at: folder, settings: settings) }
    }
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test("knows its log as soon as it is open; what is not there is an error")
  func opened() async throws {
    let fixture = try StoreFixture(.files)
    try await fixture.store().append([.deposit(1)], to: "account-1")
    let store = try FileEventStore(at: fixture.path)
    #expect(try store.log.events(of: "account-1").count == 1)
    for position in [0, -1, 2, .max] {
      #expect(throws: NoSuchMomentError.self) { try store.log.event(at: position) }
    }
  }

  @Test("refuses a stream without a name and an event without a type")
  func names() async throws {
    let store = try StoreFixture(.memory).store()
    await #expect(throws: StoreError.self) { try await store.append([.deposit(1)], to: "") }
    let nameless = NewEvent(type: "", data: "{}")
    await #expect(throws: StoreError.self) { try await store.append([nameless], to: "account-1") }
    #expect(store.log.index.eventCount == 0)
  }

  @Test("takes 1 to 10,000 events", arguments: [0, 1, 10_000, 10_001])
  func size(count: Int) async throws {
    let store = try StoreFixture(.memory).store()
    let events = (0..<count).map(NewEvent.deposit)
    let result = try? await store.append(events, to: "account-1")
    #expect(result?.versions == ((1...10_000).contains(count) ? 1...count : nil))
    #expect(store.log.index.eventCount == (result == nil ? 0 : count))
  }

  @Test("a sync that is due some time later makes sure of what was appended until then")
  func interval() async throws {
    let storage = FaultyLogStorage(.fails, at: 0)
    let store = FileEventStore(
      storage: storage, name: "bank", settings: StoreSettings(sync: .interval(milliseconds: 1)))
    try await store.append([.deposit(1)], to: "account-1")
    while storage.disk(.nothing).values.joined().isEmpty { await Task.yield() }
    #expect(store.log.index.eventCount == 1)
  }

  @Test("never synced, it is on the disk when a sync is asked for")
  func never() async throws {
    let storage = FaultyLogStorage(.fails, at: 0)
    let store = FileEventStore(
      storage: storage, name: "bank", settings: StoreSettings(sync: .never))
    try await store.append([.deposit(1)], to: "account-1")
    #expect(storage.disk(.nothing).values.joined().isEmpty)
    try await store.sync()
    #expect(storage.disk(.nothing) == storage.disk(.all))
  }
}
