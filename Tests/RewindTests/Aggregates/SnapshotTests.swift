import Synchronization
import TestSupport
import Testing

@testable import Rewind

@Suite("Snapshots")
struct SnapshotTests {
  private let storage = InMemoryLogStorage()
  private let snapshots = InMemorySnapshots()
  private let reports = Reports()

  private func purses(
    _ policy: SnapshotPolicy = .onDemand, upcasters: Upcasters = .none
  ) -> Repository<Purse> {
    let store = FileEventStore(
      storage: storage, name: "s", settings: StoreSettings(sync: .never), upcasters: upcasters)
    return Repository(store, snapshots: snapshots, policy: policy) { [reports] in reports.add($0) }
  }

  private func fold(_ purses: Repository<Purse>) throws -> String {
    try #require(purses.snapshots).fold(of: purses.store.snapshot())
  }

  private func latest(_ purses: Repository<Purse>, through version: Int = .max) throws -> Snapshot?
  {
    snapshots.latest(of: "purse-1", fold: try fold(purses), through: version)
  }

  private func fill(_ purses: Repository<Purse>, _ count: Int) async throws {
    var purse = try await purses.find("purse-1") ?? purses.create("purse-1")
    for coins in 1...count { try purse.payIn(coins) }
    try await purses.save(purse)
  }

  @Test("are taken every so many events, at loads and at saves")
  func everyEvents() async throws {
    let purses = purses(.every(events: 10))
    try await fill(purses, 9)
    #expect(try latest(purses) == nil)
    try await fill(purses, 1)
    #expect(try latest(purses)?.version == 10)
    try await fill(purses, 9)
    #expect(try latest(purses)?.version == 10)
    try await Repository<Purse>(purses.store).update("purse-1") { try $0.payIn(1) }
    _ = try await purses.load("purse-1")
    #expect(try latest(purses)?.version == 20)
  }

  @Test("are taken at every save, or only on demand")
  func occasions() async throws {
    let onDemand = purses()
    try await fill(onDemand, 3)
    _ = try await onDemand.load("purse-1")
    #expect(try latest(onDemand) == nil)
    try await onDemand.takeSnapshot(of: "purse-1")
    #expect(try latest(onDemand)?.version == 3)
    let onSave = purses(.onSave)
    try await fill(onSave, 1)
    #expect(try latest(onSave)?.version == 4)
  }

  @Test("are taken at an event so long after the last one")
  func everySeconds() async throws {
    let seconds = Mutex(0)
    let store = FileEventStore(
      storage: storage, name: "s", settings: StoreSettings(sync: .never),
      clock: { Timestamp(microseconds: Int64(seconds.withLock { $0 }) * 1_000_000) })
    let purses = Repository<Purse>(store, snapshots: snapshots, policy: .every(seconds: 60))
    try await fill(purses, 1)
    #expect(try latest(purses)?.version == 1)
    seconds.withLock { $0 = 59 }
    try await fill(purses, 1)
    #expect(try latest(purses)?.version == 1)
    seconds.withLock { $0 = 60 }
    try await fill(purses, 1)
    #expect(try latest(purses)?.version == 3)
  }

  @Test("spare the replay of what came before them")
  func used() async throws {
    let purses = purses()
    try await fill(purses, 5)
    let state = Purse(coins: 1_000, events: 5)
    try keep(state, at: 5, purses)
    try await fill(purses, 1)
    #expect(try await purses.load("purse-1").state == Purse(coins: 1_001, events: 6))
    #expect(reports.all.isEmpty)
  }

  @Test("of other code, other upcasters or another revision are not read")
  func keyed() async throws {
    let purses = purses()
    try await fill(purses, 5)
    try keep(Purse(coins: 1_000, events: 5), at: 5, purses)
    let lifted = self.purses(upcasters: Upcasters([Upcaster("PaidIn", from: 1) { _ in }]))
    #expect(try await lifted.load("purse-1").state.coins == 15)
    let otherCode = Repository<OtherPurse>(
      purses.store, snapshots: snapshots, policy: .onDemand)
    #expect(try await otherCode.load("purse-1").state.coins == 15)
  }

  @Test("that are damaged or of another log give way to older ones, with a word")
  func damaged() async throws {
    let purses = purses()
    try await fill(purses, 3)
    try await purses.takeSnapshot(of: "purse-1")
    try await fill(purses, 3)
    var bad = try #require(try latest(purses))
    (bad.version, bad.position) = (6, 6)
    bad.eventID = try purses.store.event(at: 6).record?.id
    bad.state = #"{"nonsense":1}"#
    snapshots.save(bad)
    var other = bad
    (other.version, other.position, other.eventID) = (5, 5, "other")
    snapshots.save(other)
    let purse = try await purses.load("purse-1")
    #expect(purse.state == Purse(coins: 12, events: 6))
    #expect(reports.all.count == 2)
    #expect(reports.all[0].contains("version 6 cannot be read"))
    #expect(reports.all[1].contains("version 5 is of another log"))
  }

  @Test("may go at any time")
  func deleted() async throws {
    let purses = purses(.onSave)
    try await fill(purses, 4)
    snapshots.removeAll()
    #expect(try await purses.load("purse-1").state.coins == 10)
  }

  @Test("that can be neither looked for nor kept harm nothing, and that is said")
  func failing() async throws {
    let reports = reports
    let purses = Repository<Purse>(
      FileEventStore(storage: storage, name: "s"), snapshots: NoSnapshots(), policy: .onSave
    ) { reports.add($0) }
    try await fill(purses, 4)
    #expect(try await purses.load("purse-1").state.coins == 10)
    #expect(reports.all.contains { $0.contains("no snapshot could be kept: no room") })
  }

  @Test("lead to the same state as the whole replay, on random histories", arguments: 1...20)
  func random(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let policies: [SnapshotPolicy] = [.every(events: 3), .onSave, .every(events: 7), .onDemand]
    for _ in 1...40 {
      let purses = purses(policies.randomElement(using: &random) ?? .onDemand)
      var purse = try await purses.find("purse-1") ?? purses.create("purse-1")
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        try? purse.payOut(Int.random(in: 0...30, using: &random))
        try purse.payIn(Int.random(in: 0...20, using: &random))
      }
      let saved = try await purses.save(purse)
      if Int.random(in: 0..<8, using: &random) == 0 { snapshots.removeAll() }
      let replayed = try await Repository<Purse>(purses.store).find("purse-1")
      #expect(saved.state == replayed?.state ?? Purse())
      #expect(try await purses.find("purse-1")?.state == replayed?.state)
    }
    #expect(reports.all.isEmpty)
  }

  private func keep(_ state: Purse, at version: Int, _ purses: Repository<Purse>) throws {
    try #require(purses.snapshots).take(
      ReplayedState(state, version), of: "purse-1", in: purses.store.snapshot())
  }
}

/// The same as a purse, at another revision.
private struct OtherPurse: SnapshotAggregate {
  static let category = "purse"
  static let revision = 2
  private var purse = Purse()

  init() {}
  init(snapshot: JSONValue) throws { purse = try Purse(snapshot: snapshot) }

  var coins: Int { purse.coins }
  var snapshot: JSONValue { purse.snapshot }
  var value: JSONValue? { purse.value }
  mutating func apply(_ event: EventRecord) throws { try purse.apply(event) }
}

/// Neither gives nor takes.
private struct NoSnapshots: SnapshotStore {
  struct Full: Error, CustomStringConvertible {
    let description = "no room"
  }

  func latest(of stream: StreamName, fold: String, through version: Int) throws -> Snapshot? {
    throw Full()
  }

  func save(_ snapshot: Snapshot) throws { throw Full() }
}

/// The lines that were reported.
private final class Reports: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
