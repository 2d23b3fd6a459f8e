import Synchronization
import TestSupport
import Testing

@testable import Rewind

/// A purse for tests: pays in, pays out what it has, and refuses the rest.
struct Purse: SnapshotAggregate, Equatable {
  static let category = "purse"
  private(set) var coins = 0
  private(set) var events = 0

  struct Empty: Error {}

  init() {}

  init(coins: Int, events: Int) {
    (self.coins, self.events) = (coins, events)
  }

  init(snapshot: JSONValue) throws {
    guard let coins = snapshot["coins"]?.int, let events = snapshot["events"]?.int else {
      throw JSONError(.expectedValue, at: 0)
    }
    self.init(coins: coins, events: events)
  }

  var snapshot: JSONValue {
    ["coins": .number(JSONNumber(coins)), "events": .number(JSONNumber(events))]
  }

  var value: JSONValue? { events == 0 ? nil : snapshot }

  mutating func apply(_ event: EventRecord) throws {
    let amount = event.data["coins"]?.int ?? 0
    coins += event.type == "PaidOut" ? -amount : amount
    events += 1
    if coins < 0 { throw Empty() }
  }
}

extension AggregateStream<Purse> {
  mutating func payIn(_ coins: Int) throws {
    try record("PaidIn", ["coins": .number(JSONNumber(coins))])
  }

  mutating func payOut(_ coins: Int) throws {
    try record("PaidOut", ["coins": .number(JSONNumber(coins))])
  }
}

@Suite("A repository")
struct RepositoryTests {
  private let test = TestStore()
  private var purses: Repository<Purse> { Repository(test.store) }

  private func filled(_ stream: StreamName, _ coins: [Int]) async throws {
    var purse = purses.create(stream)
    for coin in coins { try purse.payIn(coin) }
    try await purses.save(purse)
  }

  @Test("loads what was saved, at its version")
  func saved() async throws {
    try await filled("purse-1", [5, 7])
    let purse = try await purses.load("purse-1")
    #expect(purse.version == 2)
    #expect(purse.state.coins == 12)
    #expect(purse.uncommitted.isEmpty)
  }

  @Test("saves nothing to a stream of another category")
  func otherCategory() async throws {
    var purse = purses.create("order-1")
    try purse.payIn(1)
    await #expect(throws: RepositoryError.self) { try await purses.save(purse) }
    #expect(test.store.log.index.eventCount == 0)
  }

  @Test("says at which position an aggregate's last event stands")
  func position() async throws {
    try await filled("purse-1", [5, 7])
    var other = purses.create("purse-2")
    #expect(other.position == 0)
    try other.payIn(1)
    other = try await purses.save(other)
    #expect(other.position == 3)
    #expect(try await purses.save(other).position == 3)
    #expect(try await purses.load("purse-1").position == 2)
  }

  @Test("has what it saved without loading it again")
  func savedValue() async throws {
    var purse = purses.create("purse-1")
    try purse.payIn(5)
    #expect(purse.state.coins == 5)
    #expect(purse.version == 0)
    purse = try await purses.save(purse)
    #expect(purse.version == 1)
    try purse.payOut(2)
    purse = try await purses.save(purse)
    #expect(purse.version == 2)
    #expect(try await purses.load("purse-1").state == purse.state)
  }

  @Test("says that a stream is not there, or is of another category")
  func notFound() async throws {
    await #expect(throws: RepositoryError.notFound("purse-9")) { try await purses.load("purse-9") }
    await #expect(throws: RepositoryError.otherCategory("order-1", expected: "purse")) {
      try await purses.load("order-1")
    }
    #expect(try await purses.find("purse-9")?.version == nil)
  }

  @Test("takes in what another process appended")
  func others() async throws {
    let storage = InMemoryLogStorage()
    let mine = Repository<Purse>(FileEventStore(storage: storage, name: "s"))
    let theirs = Repository<Purse>(FileEventStore(storage: storage, name: "s"))
    var purse = mine.create("purse-1")
    try purse.payIn(3)
    try await mine.save(purse)
    try await theirs.update("purse-1") { try $0.payIn(4) }
    #expect(try await mine.load("purse-1").state.coins == 7)
  }

  @Test("refuses to save what was decided on a state that is no more, and stores nothing of it")
  func conflict() async throws {
    try await filled("purse-1", [5])
    var one = try await purses.load("purse-1")
    var other = one
    try one.payOut(4)
    try other.payOut(4)
    try await purses.save(one)
    await #expect {
      try await purses.save(other)
    } throws: { error in
      guard case StoreError.conflict(_, .exactly(1), 2) = error else { return false }
      return true
    }
    #expect(try await purses.load("purse-1").state.coins == 1)
    let begun = purses.create("purse-1")
    await #expect(throws: StoreError.self) {
      var begun = begun
      try begun.payIn(1)
      try await purses.save(begun)
    }
  }

  @Test("runs a command again on the fresh state where somebody was faster")
  func retried() async throws {
    try await filled("purse-1", [5])
    let purses = purses
    let seen = Mutex<[Int]>([])
    try await purses.update("purse-1") { purse in
      seen.withLock { $0.append(purse.state.coins) }
      if purse.version == 1 { try rivalPaysIn(version: 2) }
      try purse.payOut(5)
    }
    #expect(seen.withLock { $0 } == [5, 6])
    #expect(try await purses.load("purse-1").state.coins == 1)
  }

  @Test("updates one stream in turns, so that none of many at once has to try again")
  func turns() async throws {
    try await filled("purse-1", [0])
    let purses = purses
    try await withThrowingTaskGroup(of: Void.self) { group in
      for coins in 1...40 {
        group.addTask {
          do {
            try await purses.update("purse-1", attempts: 1) { purse in
              try purse.payIn(coins)
              if coins % 10 == 0 { throw Purse.Empty() }
            }
          } catch is Purse.Empty {
            // The next one is let in all the same.
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await purses.load("purse-1").state.coins == (1...40).reduce(0, +) - 100)
  }

  @Test("gives up after so many attempts, with the conflict")
  func givesUp() async throws {
    try await filled("purse-1", [5])
    let purses = purses
    let attempts = Mutex(0)
    await #expect(throws: StoreError.self) {
      try await purses.update("purse-1", attempts: 2) { purse in
        attempts.withLock { $0 += 1 }
        try rivalPaysIn(version: purse.version + 1)
        try purse.payIn(1)
      }
    }
    #expect(attempts.withLock { $0 } == 2)
  }

  /// Appends a coin for another while a command runs, which cannot wait.
  private func rivalPaysIn(version: Int) throws {
    let event = EventRecord(
      at: EventPlace(stream: "purse-1", version: version, position: version), type: "PaidIn",
      timestamp: Timestamp(microseconds: 1_767_322_984_000_000),
      id: EventID().description, data: #"{"coins":1}"#)
    try test.storage.append(event.line + [0x0A], to: try #require(test.storage.list().first).name)
  }

  @Test("keeps nothing of a command that is refused half-way")
  func refused() async throws {
    try await filled("purse-1", [5])
    var purse = try await purses.load("purse-1")
    #expect(throws: Purse.Empty.self) {
      try purse.decide { purse in
        try purse.payOut(3)
        try purse.payOut(3)
      }
    }
    #expect(purse.uncommitted.isEmpty)
    #expect(purse.state.coins == 5)
    await #expect(throws: Purse.Empty.self) {
      try await purses.update("purse-1") { purse in
        try purse.payOut(3)
        try purse.payOut(3)
      }
    }
    #expect(try await purses.load("purse-1").version == 1)
  }

  @Test("names the version at which an aggregate throws")
  func notApplied() async throws {
    try await test.store.append(
      [NewEvent(type: "PaidOut", data: #"{"coins":1}"#)], to: "purse-1")
    await #expect(
      throws: RepositoryError.notApplied("purse-1", version: 1, reason: "Empty()")
    ) { try await purses.load("purse-1") }
  }

  @Test("lifts old events, and stamps new ones with today's schema")
  func upcasters() async throws {
    let upcasters = Upcasters([Upcaster("PaidIn", from: 1) { $0.rename("money", to: "coins") }])
    let storage = InMemoryLogStorage()
    let store = FileEventStore(storage: storage, name: "s", upcasters: upcasters)
    try await store.append([NewEvent(type: "PaidIn", data: #"{"money":8}"#)], to: "purse-1")
    let purses = Repository<Purse>(store)
    #expect(try await purses.load("purse-1").state.coins == 8)
    try await purses.update("purse-1") { try $0.payIn(1) }
    #expect(try store.log.event(at: 2).record?.schemaVersion == 2)
    #expect(try await purses.load("purse-1").state.coins == 9)
  }
}
