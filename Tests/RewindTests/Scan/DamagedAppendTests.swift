import Foundation
import TestSupport
import Testing

@testable import Rewind

/// An append of one event, one of four, and where it is said so another of one; then lines are damaged.
@Suite("Damage in an append of several events")
struct DamagedAppendTests {
  private static func lines(isFollowed: Bool) async throws -> [[UInt8]] {
    let fixture = try StoreFixture(.memory)
    let store = fixture.store()
    try await store.append([.deposit(1)], to: "account-1")
    try await store.append((2...5).map(NewEvent.deposit), to: "account-1")
    if isFollowed { try await store.append([.deposit(6)], to: "account-1") }
    let bytes = try #require(try fixture.files().first).value
    return bytes.split(separator: 0x0A).map { Array($0) + [0x0A] }
  }

  private static func fixture(_ lines: [[UInt8]]) throws -> StoreFixture {
    try StoreFixture(.files, ["0000000000000001.jsonl": Array(lines.joined())])
  }

  /// The amounts of the events that there are, which tell them apart.
  private static func amounts(_ log: EventLog) throws -> [Int] {
    let all = Array(1..<log.index.eventCount + 1)
    return try log.events(at: all).compactMap { $0.record?.data["amount"]?.int }
  }

  /// The positions of damaged lines as projections meet them.
  private static func fedDamage(_ log: EventLog) throws -> [Int] {
    let feed = try EventFeed(log, after: 0, selection: .all)
    var damaged: [Int] = []
    while let batch = try feed.next() {
      damaged += batch.lines.filter { $0.damage != .none }.map(\.position)
    }
    return damaged
  }

  @Test(
    "takes no other line with it, and a repair takes out the damaged ones alone",
    arguments: [[2], [3], [4], [5], [2, 3], [2, 5], [3, 4, 5], [2, 3, 4, 5]], [true, false])
  func lines(damaged: [Int], isFollowed: Bool) async throws {
    var lines = try await Self.lines(isFollowed: isFollowed)
    let left = (1...lines.count).filter { !damaged.contains($0) }
    for number in damaged { lines[number - 1][0] = UInt8(ascii: "x") }
    let fixture = try Self.fixture(lines)
    let log = try fixture.log()
    #expect(try Self.amounts(log) == left)
    #expect(log.index.damagedPositions == damaged)
    #expect(try Self.fedDamage(log) == damaged)
    await #expect(throws: StoreError.self) {
      try await fixture.store().append([.deposit(7)], to: "account-1")
    }
    #expect(try StoreRepair.run(at: fixture.path).damagedLines == damaged.count)
    let repaired = try fixture.log()
    #expect(try Self.amounts(repaired) == left)
    #expect(try Self.fedDamage(repaired).isEmpty)
    for event in try repaired.events(of: "account-1").compactMap(\.record) {
      #expect(event.shownVersion == event.data["amount"]?.int)
      #expect(event.position == event.shownPosition && event.position == event.shownVersion)
    }
    // No position is given out again; of whose events they were, nobody knows.
    let result = try await fixture.store().append([.deposit(7)], to: "account-1")
    #expect(result.positions.lowerBound == lines.count + 1)
    #expect(result.versions.lowerBound == left.last.map { $0 + 1 })
    #expect(try StoreRepair.run(at: fixture.path).damagedLines == 0)
    // Whoever was there before the repair goes on where it was.
    var cursor = try fixture.log().subscribe(from: .after(3)).cursor()
    var given: [Int] = []
    while let event = try await cursor.next() { given.append(event.position) }
    #expect(given == (left + [lines.count + 1]).filter { $0 > 3 })
  }

  @Test("leaves the aggregate one that can be saved")
  func aggregate() async throws {
    var lines = try await Self.lines(isFollowed: true)
    lines[3][0] = UInt8(ascii: "x")
    let fixture = try Self.fixture(lines)
    _ = try StoreRepair.run(at: fixture.path)
    let accounts = Repository<DepositedAccount>(fixture.store())
    for sum in [117, 217] {
      try await accounts.update("account-1", attempts: 1) { account in
        try account.record("MoneyDeposited", ["amount": 100])
      }
      let account = try await accounts.load("account-1")
      #expect(account.state.sum == sum)
      #expect(account.position == account.version)
    }
    #expect(try fixture.log().index.damagedPositions.isEmpty)
  }

  @Test("made of two lines that lost what parts them leaves the others", arguments: 2...4)
  func merged(first: Int) async throws {
    var lines = try await Self.lines(isFollowed: true)
    lines[first - 1][lines[first - 1].count - 1] = UInt8(ascii: " ")
    let left = (1...6).filter { $0 != first && $0 != first + 1 }
    let fixture = try Self.fixture(lines)
    #expect(try Self.amounts(try fixture.log()) == left)
    #expect(try StoreRepair.run(at: fixture.path).damagedLines == 1)
    let repaired = try fixture.log()
    #expect(try Self.amounts(repaired) == left)
    #expect(repaired.index.eventCount == 6)
    #expect(repaired.index.isMovedAside(first) && repaired.index.isMovedAside(first + 1))
  }

  @Test("that nobody numbered is taken out without a trace in the numbers")
  func foreign() async throws {
    var lines = try await Self.lines(isFollowed: true)
    lines.insert(Array("what is this?\n".utf8), at: 5)
    let fixture = try Self.fixture(lines)
    #expect(try StoreRepair.run(at: fixture.path).damagedLines == 1)
    #expect(try fixture.log().index.eventCount == 6)
    #expect(try Self.amounts(try fixture.log()) == [1, 2, 3, 4, 5, 6])
  }

  @Test("in the last append of a sealed segment takes no other line with it", arguments: 2...5)
  func sealed(damaged: Int) async throws {
    var lines = try await Self.lines(isFollowed: true)
    lines[damaged - 1][0] = UInt8(ascii: "x")
    let fixture = try StoreFixture(
      .files,
      [
        "0000000000000001.jsonl": Array(lines.dropLast().joined()),
        "0000000000000006.jsonl": lines[5],
      ])
    #expect(try Self.amounts(try fixture.log()) == [1, 2, 3, 4, 5, 6].filter { $0 != damaged })
    #expect(try StoreRepair.run(at: fixture.path).damagedLines == 1)
    let repaired = try fixture.log()
    #expect(try Self.amounts(repaired) == [1, 2, 3, 4, 5, 6].filter { $0 != damaged })
    #expect(try Self.fedDamage(repaired).isEmpty)
  }

  @Test("by NULs makes all of it damage: it never was whole on the disk", arguments: [true, false])
  func hole(isFollowed: Bool) async throws {
    for damaged in 2...5 {
      var lines = try await Self.lines(isFollowed: isFollowed)
      lines[damaged - 1] = Array(repeating: 0, count: lines[damaged - 1].count - 1) + [0x0A]
      let fixture = try Self.fixture(lines)
      let log = try fixture.log()
      #expect(try Self.amounts(log) == (isFollowed ? [1, 6] : [1]), "line \(damaged)")
      #expect(try Self.fedDamage(log) == [2, 3, 4, 5], "line \(damaged)")
    }
  }

  @Test("that was not finished is not moved aside as a torn tail, whose bytes are as written")
  func unfinished() async throws {
    var lines = try await Self.lines(isFollowed: false)
    lines[2][0] = UInt8(ascii: "x")
    let fixture = try Self.fixture(Array(lines[..<3]))
    #expect(try fixture.log().index.damagedPositions == [2, 3])
    await #expect(throws: StoreError.self) {
      try await fixture.store().append([.deposit(7)], to: "account-1")
    }
  }

  @Test("inside its data is found by reading, and moved aside by a repair")
  func inside() async throws {
    var lines = try await Self.lines(isFollowed: true)
    let text = String(decoding: lines[3], as: UTF8.self).replacing(":4}}", with: ":4,}}")
    lines[3] = Array(text.utf8)
    let fixture = try Self.fixture(lines)
    #expect(try fixture.log().index.damagedPositions.isEmpty)
    var problems: [String] = []
    try LogVerifier(try fixture.log().snapshot()).run {
      problems.append("\($0.kind) @\($0.position ?? 0)")
    }
    #expect(problems == ["damage @4"])
    #expect(try StoreRepair.run(at: fixture.path).damagedLines == 1)
    #expect(try Self.amounts(try fixture.log()) == [1, 2, 3, 5, 6])
  }

  @Test("is the same where the log was read with a stop in the middle of the append")
  func stopped() async throws {
    let fixture = try StoreFixture(.memory)
    let store = fixture.store()
    let filler = String(repeating: "x", count: 4_000)
    let events = try (1...900).map { number in
      NewEvent(type: "T", data: try JSONText("{\"amount\":\(number),\"filler\":\"\(filler)\"}"))
    }
    try await store.append(events, to: "account-1")
    let bytes = try #require(try fixture.files().first).value
    var lines = bytes.split(separator: 0x0A).map { Array($0) + [0x0A] }
    lines[4][0] = UInt8(ascii: "x")
    let storage = InMemoryLogStorage(segments: ["0000000000000001.jsonl": Array(lines.joined())])
    let log = EventLog(name: "bank", files: storage, mapping: .rewind, isStore: true)
    try log.refresh { _ in false }
    #expect(log.snapshot().index.eventCount == 0)
    try log.refresh()
    #expect(log.snapshot().index.damagedPositions == [5])
    #expect(log.snapshot().index.eventCount == 900)
  }
}

private struct DepositedAccount: Aggregate {
  static let category = "account"
  var sum = 0

  mutating func apply(_ event: EventRecord) {
    sum += event.data["amount"]?.int ?? 0
  }

  var value: JSONValue? { JSONValue(sum) }
}
