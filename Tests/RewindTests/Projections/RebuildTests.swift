import Synchronization
import TestSupport
import Testing

@testable import Rewind

@Suite("A rebuild")
struct RebuildTests {
  private let models = InMemoryReadModels()

  private func runner(_ store: TestStore, _ ledger: Ledger = Ledger()) -> ProjectionRunner {
    ProjectionRunner(source: store.log, definition: ProjectionDefinition(ledger), store: models)
  }

  @Test("makes what a fold of all events makes, and an entry for each")
  func whole() async throws {
    let store = try await TestStore.filled(3_000, segmentSize: 50_000)
    #expect(try runner(store).rebuild() == .swapped(position: 3_000))
    #expect(models.sums() == (try store.sums()))
    let entries = try #require(models.entries(of: "ledger"))
    let log = store.log
    try log.refresh()
    let accounts = (1...3_000).filter { log.index.streamName(at: $0).hasPrefix("account") }
    #expect(entries.keys.sorted() == accounts)
    #expect(models.header(of: "ledger", .shadow) == nil)
  }

  @Test("leaves out a row whose partition is over")
  func removed() async throws {
    let store = TestStore()
    for stream in ["account-1", "account-2"] {
      try await store.store.append([try TestStore.event(5)], to: StreamName(stream))
    }
    try await store.store.append([NewEvent(type: "AccountClosed", data: "{}")], to: "account-1")
    _ = try runner(store).rebuild()
    #expect(models.sums() == ["account-2": 5])
  }

  @Test(
    "stops before an event that fails, and leaves the old read model as it was",
    arguments: [1, 2, 777, 1_999, 2_000])
  func stops(amount: Int) async throws {
    let store = try await TestStore.filled(2_000)
    _ = try runner(store).rebuild()
    let old = models.states(of: "ledger")
    let failing = try #require(try store.positionOfAccount(nearest: amount))
    let ledger = Ledger(revision: 2, refused: Refused([failing.amount]))
    let fault = ProjectionFault(
      position: failing.position, cause: .refusedEvent,
      message: "amount \(failing.amount) is refused")
    #expect(try runner(store, ledger).rebuild() == .faulted(fault))
    #expect(models.states(of: "ledger") == old)
    #expect(models.sums(.shadow) == (try store.sums(through: failing.position - 1)))
    let shadow = try #require(models.header(of: "ledger", .shadow))
    #expect(shadow.checkpoint.position == failing.position - 1)
    #expect(shadow.fault == fault)
    // It goes on from there, once the event can be taken in.
    ledger.refused.allowAll()
    #expect(try runner(store, ledger).rebuild() == .swapped(position: 2_000))
    #expect(models.sums() == (try store.sums()))
    #expect(models.header(of: "ledger", .live)?.fault == nil)
  }

  @Test("parks an event that fails and the later ones of its partition, and takes the others in")
  func parks() async throws {
    let store = try await TestStore.filled(2_000)
    let failing = try #require(try store.positionOfAccount(nearest: 1_000))
    let ledger = Ledger(refused: Refused([failing.amount]))
    #expect(try runner(store, ledger).rebuild(onError: .park) == .swapped(position: 2_000))
    let log = store.log
    try log.refresh()
    let waiting = (failing.position...2_000).filter {
      log.index.streamName(at: $0) == log.index.streamName(at: failing.position)
    }
    let letters = models.deadLetters(of: "ledger", .live, after: 0, limit: .max)
    #expect(letters.map(\.position) == waiting)
    #expect(letters.filter(\.hasFailed).map(\.position) == [failing.position])
    #expect(letters[0].reason == "amount \(failing.amount) is refused")
    #expect(models.sums() == (try store.sums(skipping: Set(waiting))))
    // The half-done work of the failing event is undone.
    let row = try #require(models.states(of: "ledger")?[letters[0].keys.first ?? ""])
    #expect(row[2] != .null && !row[2].description.contains("\(failing.amount);"))

    // What comes later waits too, and after a restart.
    try await store.add(2_001...2_050)
    #expect(try runner(store, ledger).run(onError: .park) == .caughtUp(position: 2_050))
    let later = models.deadLetterCount(of: "ledger", .live)
    #expect(later > letters.count)

    // A retry takes them in, in order.
    let failed = try runner(store, ledger).retryParked()
    #expect(failed.replayed == 0 && failed.left == later)
    #expect(failed.fault?.position == failing.position)
    ledger.refused.allowAll()
    let done = try runner(store, ledger).retryParked()
    #expect(done.replayed == later && done.left == 0 && done.fault == nil)
    #expect(models.sums() == (try store.sums()))
    #expect(try runner(store, ledger).rebuild() == .swapped(position: 2_050))
    #expect(models.sums() == (try store.sums()))
  }

  @Test("parks every event where every one fails")
  func parksAll() async throws {
    let store = try await TestStore.filled(500)
    let ledger = Ledger(refused: Refused(Set(1...500)))
    #expect(try runner(store, ledger).rebuild(onError: .park) == .swapped(position: 500))
    #expect(models.sums() == [:])
    let log = store.log
    try log.refresh()
    let accounts = (1...500).filter { log.index.streamName(at: $0).hasPrefix("account") }
    #expect(models.deadLetterCount(of: "ledger", .live) == accounts.count)
  }

  @Test("goes on where it was cancelled, and the old read model is whole until it is done")
  func cancelled() async throws {
    // Large enough for several batches.
    let store = TestStore(segmentSize: 64 << 20)
    let filler = String(repeating: "x", count: 20_000)
    for number in 1...1_200 {
      let data = try JSONText("{\"amount\":\(number),\"filler\":\"\(filler)\"}")
      try await store.store.append(
        [NewEvent(type: "AmountAdded", data: data)], to: StreamName("account-\(number % 5)"))
    }
    _ = try runner(store).rebuild()
    let old = models.states(of: "ledger")
    let changed = Ledger(revision: 2)
    let result = try runner(store, changed).rebuild { _ in false }
    guard case .cancelled(let position) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(position > 0 && position < 1_200)
    #expect(models.states(of: "ledger") == old)
    #expect(models.sums(.shadow) == (try store.sums(through: position)))
    let first = Mutex<Int?>(nil)
    #expect(
      try runner(store, changed).rebuild { progress in
        first.withLock { $0 = $0 ?? progress.position }
        return true
      } == .swapped(position: 1_200))
    #expect(first.withLock { $0 } ?? 0 > position)
    #expect(models.sums() == (try store.sums()))
  }

  @Test("that another definition or another log began is begun anew")
  func anotherShadow() async throws {
    let store = try await TestStore.filled(300)
    #expect(try runner(store).rebuild(swaps: false) == .ready(position: 300))
    let before = models.writeCount
    #expect(try runner(store, Ledger(revision: 2)).rebuild() == .swapped(position: 300))
    #expect(models.writeCount > before)
    #expect(models.sums() == (try store.sums()))

    #expect(try runner(store).rebuild(swaps: false) == .ready(position: 300))
    let other = TestStore()
    try await other.add(1_000...1_400)
    #expect(try runner(other).rebuild() == .swapped(position: 401))
    #expect(models.sums() == (try other.sums()))
  }

  @Test("of a shorter log takes the place of a read model of the longer one that was replaced")
  func shorterLog() async throws {
    _ = try runner(try await TestStore.filled(300)).rebuild()
    let other = TestStore()
    try await other.add(1_000...1_100)
    #expect(try runner(other).rebuild() == .swapped(position: 101))
    #expect(models.sums() == (try other.sums()))
  }

  @Test("waits with the swap where it is asked to, and is swapped or thrown away then")
  func compared() async throws {
    let store = try await TestStore.filled(300)
    _ = try runner(store).rebuild()
    try await store.add(301...310)
    #expect(try runner(store).rebuild(swaps: false) == .ready(position: 310))
    #expect(models.header(of: "ledger", .live)?.checkpoint.position == 300)
    try runner(store).swap()
    #expect(models.header(of: "ledger", .live)?.checkpoint.position == 310)
    #expect(throws: ReadModelError.noShadow(projection: "ledger")) { try runner(store).swap() }
    #expect(try runner(store).rebuild(swaps: false) == .ready(position: 310))
    try runner(store).discardShadow()
    #expect(models.header(of: "ledger", .shadow) == nil)
  }

  @Test("is swapped with all that the read model has taken in since", arguments: [3, 12_000])
  func swappedLater(count: Int) async throws {
    let store = try await TestStore.filled(300)
    _ = try runner(store).rebuild()
    #expect(try runner(store).rebuild(swaps: false) == .ready(position: 300))
    for start in stride(from: 0, to: count, by: 1000) {
      try await store.add(301 + start...300 + min(count, start + 1000))
    }
    _ = try runner(store).run()
    try runner(store).swap()
    #expect(models.header(of: "ledger", .live)?.checkpoint.position == 300 + count)
    #expect(models.sums() == (try store.sums()))
    #expect(models.header(of: "ledger", .shadow) == nil)
  }

  @Test("that cannot write leaves what was written before, and goes on with it")
  func failedWrite() async throws {
    let store = try await TestStore.filled(300)
    models.failWrite(1)
    #expect(throws: InMemoryReadModels.WriteFailed.self) { try runner(store).rebuild() }
    #expect(models.header(of: "ledger", .live) == nil)
    #expect(try runner(store).rebuild() == .swapped(position: 300))
    #expect(models.sums() == (try store.sums()))
  }

  @Test("is refused while somebody else is at it")
  func owned() async throws {
    let store = try await TestStore.filled(3)
    let lease = try models.acquireLease(of: "ledger", .shadow)
    #expect(throws: ReadModelError.owned(projection: "ledger", process: 0)) {
      try runner(store).rebuild()
    }
    withExtendedLifetime(lease) {}
  }

  @Test("stops at a damaged line, or parks it")
  func damaged() async throws {
    let store = try await TestStore.filled(30)
    let (name, bytes) = try #require(store.storage.files.first)
    var lines = bytes.split(separator: 0x0A).map(Array.init)
    let single = try #require(
      lines.firstIndex { !String(decoding: $0, as: UTF8.self).contains("batch") })
    lines[single] = Array("{broken".utf8)
    let storage = InMemoryLogStorage(segments: [
      name: Array(lines.joined(separator: [0x0A])) + [0x0A]
    ])
    let log = EventLog(name: "bank", files: storage, mapping: .rewind, isStore: true)
    let runner = ProjectionRunner(
      source: log, definition: ProjectionDefinition(Ledger()), store: models)
    guard case .faulted(let fault) = try runner.rebuild() else {
      Issue.record("a damaged line was passed over")
      return
    }
    #expect(fault.position == single + 1)
    #expect(fault.cause == .damagedLine)
    #expect(fault.message.hasPrefix("damaged line: no valid JSON"))
    #expect(try runner.rebuild(onError: .park) == .swapped(position: 30))
    #expect(
      models.deadLetters(of: "ledger", .live, after: 0, limit: 9).map(\.position) == [single + 1])
    // It has no partition to be taken into, and says so.
    let retry = try runner.retryParked()
    #expect(retry.left == 1)
    #expect(retry.fault?.cause == .damagedLine)
    #expect(retry.fault?.message.hasPrefix("damaged line: no valid JSON") == true)
  }
}

extension TestStore {
  /// The position of the account's event whose amount is nearest.
  func positionOfAccount(nearest wanted: Int) throws -> (position: Int, amount: Int)? {
    let log = log
    try log.refresh()
    return try (1...log.index.eventCount).compactMap { position in
      guard let event = try log.event(at: position).record, event.stream.category == "account",
        let amount = event.data["amount"]?.int
      else { return nil }
      return (position, amount)
    }.min { abs($0.amount - wanted) < abs($1.amount - wanted) }
  }
}

extension LogIndex {
  func streamName(at position: Int) -> String {
    self[position].stream.map { stream($0).name.rawValue } ?? ""
  }
}
