import TestSupport
import Testing

@testable import Rewind

@Suite("A feed of a log's events")
struct EventFeedTests {
  @Test("gives what the index gives, across segments and appends of several")
  func whole() async throws {
    let store = try await TestStore.filled(2_000, segmentSize: 10_000)
    #expect(store.storage.files.count > 10)
    expectNoDifference(try store.log.linesOfFeed(), try store.log.linesOfIndex())
  }

  @Test("goes on behind any position, in the middle of an append too")
  func resumed() async throws {
    let store = try await TestStore.filled(60, segmentSize: 2_000)
    for position in 0...60 {
      expectNoDifference(
        try store.log.linesOfFeed(after: position),
        try store.log.linesOfIndex(after: position))
    }
  }

  @Test("counts what lies behind it, wherever it began, so that progress goes on where it was")
  func progress() async throws {
    let store = try await TestStore.filled(60, segmentSize: 2_000)
    let size = store.storage.list().reduce(0) { $0 + $1.size }
    for position in [0, 1, 20, 59, 60] {
      let feed = try EventFeed(store.log, after: position, selection: .all)
      #expect(feed.bytesRead + feed.bytesLeft == size)
      #expect(feed.bytesRead >= size * (position - 3) / 60)
      while try feed.next() != nil {}
      #expect(feed.bytesRead == size)
    }
  }

  @Test("gives only what is selected, at its own positions and versions")
  func selection() async throws {
    let store = try await TestStore.filled(100)
    let all = try store.log.linesOfIndex()
    let given = try store.log.linesOfFeed(selection: .category("order"))
    expectNoDifference(given, all.filter { $0.contains(" order-") })
    #expect(!given.isEmpty && given.count < all.count)
    #expect(try store.log.linesOfFeed(selection: EventSelection(types: ["Other"])).isEmpty)
  }

  @Test("gives what was appended since, once it is a whole append")
  func growth() async throws {
    let store = try await TestStore.filled(5)
    let feed = try EventFeed(store.log, after: 0, selection: .all)
    #expect(try feed.next()?.lastPosition == 5)
    #expect(try feed.next() == nil)
    try await store.add(6...8)
    let batch = try #require(try feed.next())
    #expect(batch.firstPosition == 6)
    #expect(batch.lastPosition == 8)
    #expect(try feed.next() == nil)
  }

  @Test("holds lines back that are no whole append, and calls them damaged where others follow")
  func torn() async throws {
    let store = TestStore()
    try await store.store.append([try TestStore.event(1)], to: "account-1")
    try await store.store.append(try (2...4).map { try TestStore.event($0) }, to: "account-1")
    let (name, bytes) = try #require(store.storage.files.first)
    let lines = bytes.split(separator: 0x0A).map { Array($0) + [0x0A] }
    func log(_ lines: [[UInt8]], _ more: [String: [UInt8]] = [:]) -> EventLog {
      let segments = more.merging([name: Array(lines.joined())]) { $1 }
      return EventLog(
        name: "bank", files: InMemoryLogStorage(segments: segments), mapping: .rewind, isStore: true
      )
    }
    #expect(try log(Array(lines[0...2])).linesOfFeed().count == 1)
    for torn in [log([lines[0], lines[1], lines[0]]), log([lines[0], lines[2], lines[3]])] {
      expectNoDifference(try torn.linesOfFeed(), try torn.linesOfIndex())
    }
    let next = SegmentName.make(firstPosition: 3)
    let sealed = log([lines[0], lines[1], Array(lines[2].dropLast(9))], [next: lines[0]])
    expectNoDifference(try sealed.linesOfFeed(), try sealed.linesOfIndex())
  }

  @Test("reads damaged, mapped and unfinished lines as the index does")
  func foreign() throws {
    let texts = [
      #"{"s":"a-1","t":"T","d":{"n":1}}"#, "no JSON", #"{"s":"a-1","t":"T","d":{"n":2}}"#,
      #"{"t":"T"}"#, #"{"s":"b-1","t":"U","d":"{\"n\":3}"}"#,
    ]
    let mapping = try EnvelopeMapping(arguments: ["stream=s", "type=t", "data=d"])
    let log = EventLog.inMemory(lines: texts, mapping: mapping)
    expectNoDifference(try log.linesOfFeed(), try log.linesOfIndex())
  }

  @Test("reads an append that is longer than what it reads at once")
  func longAppend() async throws {
    let store = TestStore(segmentSize: 64 << 20)
    let filler = String(repeating: "x", count: 20_000)
    let events = try (1...900).map { number in
      NewEvent(type: "T", data: try JSONText("{\"amount\":\(number),\"filler\":\"\(filler)\"}"))
    }
    try await store.store.append(events, to: "account-1")
    try await store.add(901...905)
    let feed = try EventFeed(store.log, after: 0, selection: .all)
    var last = 0
    while let batch = try feed.next() { last = batch.lastPosition }
    #expect(last == 905)
  }

  @Test("gives what follows a line that is longer than what it reads at once", arguments: [9, 40])
  func longLine(mebibytes: Int) async throws {
    let store = TestStore(segmentSize: 64 << 20)
    try await store.add(1...2)
    try await store.store.append([try Self.long(mebibytes)], to: "account-1")
    try await store.add(4...9)
    let feed = try EventFeed(store.log, after: 0, selection: .all)
    #expect(try positions(of: feed) == Array(1...9))
    #expect(feed.bytesLeft == 0)
  }

  @Test("gives a long line that it met half written once it is there", arguments: [3, 20])
  func longLineGrowing(mebibytes: Int) async throws {
    let store = TestStore(segmentSize: 64 << 20)
    try await store.add(1...2)
    try await store.store.append([try Self.long(mebibytes)], to: "account-1")
    let (name, bytes) = try #require(store.storage.files.first)
    let half = bytes.count / 2
    let storage = InMemoryLogStorage(segments: [name: Array(bytes[..<half])])
    let log = EventLog(name: "bank", files: storage, mapping: .rewind, isStore: true)
    let feed = try EventFeed(log, after: 0, selection: .all)
    #expect(try positions(of: feed) == [1, 2])
    try Array(bytes[half...]).withUnsafeBytes { try storage.append($0, to: name) }
    #expect(try positions(of: feed) == [3])
  }

  private static func long(_ mebibytes: Int) throws -> NewEvent {
    let filler = String(repeating: "x", count: mebibytes << 20)
    return NewEvent(type: "AmountAdded", data: try JSONText("{\"filler\":\"\(filler)\"}"))
  }

  private func positions(of feed: EventFeed) throws -> [Int] {
    var positions: [Int] = []
    while let batch = try feed.next() { positions += batch.firstPosition...batch.lastPosition }
    return positions
  }

  @Test("says that the log was replaced")
  func replaced() async throws {
    let store = try await TestStore.filled(5)
    let feed = try EventFeed(store.log, after: 0, selection: .all)
    _ = try feed.next()
    let name = try #require(store.storage.list().first?.name)
    try store.storage.truncate(name, to: 10)
    #expect(throws: LogChangedError.self) { try feed.next() }
  }
}
