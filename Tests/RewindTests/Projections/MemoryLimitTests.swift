import Platform
import Synchronization
import TestSupport
import Testing

@testable import Rewind

@Suite("A rebuild with little memory")
struct MemoryLimitTests {
  private let models = InMemoryReadModels()
  private let roomy = InMemoryReadModels()

  private func runner(
    _ store: TestStore, _ ledger: Ledger, limit: MemoryLimit = Self.exceededAlways()
  ) -> ProjectionRunner {
    ProjectionRunner(
      source: store.log, definition: ProjectionDefinition(ledger), store: models,
      memoryLimit: limit)
  }

  private func roomyRunner(_ store: TestStore, _ ledger: Ledger) -> ProjectionRunner {
    ProjectionRunner(
      source: store.log, definition: ProjectionDefinition(ledger), store: roomy)
  }

  /// Expects that both read models are the same.
  private func expectSame(_ copy: ReadModelCopy = .live) {
    #expect(models.states(of: "ledger", copy) == roomy.states(of: "ledger", copy))
    #expect(models.entries(of: "ledger", copy) == roomy.entries(of: "ledger", copy))
    #expect(
      models.deadLetters(of: "ledger", copy, after: 0, limit: .max)
        == roomy.deadLetters(of: "ledger", copy, after: 0, limit: .max))
    let (header, other) = (models.header(of: "ledger", copy), roomy.header(of: "ledger", copy))
    #expect(header?.checkpoint == other?.checkpoint)
    #expect(header?.fault == other?.fault)
  }

  /// Several batches: each segment gives one.
  private func store() async throws -> TestStore {
    try await TestStore.filled(3_000, segmentSize: 50_000)
  }

  /// A limit that is exceeded after each batch, with rows and without.
  private static func exceededAlways() -> MemoryLimit {
    let calls = Mutex(0)
    return MemoryLimit(bytes: 1) {
      calls.withLock { calls in
        calls += 1
        return 1_000 * calls
      }
    }
  }

  /// A limit that is exceeded after each part of a batch, until its rows are let go of.
  private static func exceededByRows() -> MemoryLimit {
    let calls = Mutex(0)
    return MemoryLimit(bytes: 1) {
      calls.withLock { calls in
        calls += 1
        return calls % 2 == 0 ? 1_000 : 0
      }
    }
  }

  @Test(
    "makes the rows of one with much, writing and reading them again meanwhile",
    arguments: [ProjectionPartition.stream, .type, .whole], [1, 2, 3])
  func rows(partition: ProjectionPartition, workers: Int) async throws {
    let store = try await store()
    let ledger = Ledger(partition: partition)
    let result = try Processors.$workers.withValue(workers) {
      try runner(store, ledger).rebuild()
    }
    #expect(result == .swapped(position: 3_000))
    #expect(try roomyRunner(store, ledger).rebuild() == .swapped(position: 3_000))
    expectSame()
    #expect(models.writeCount > 5)
    #expect(roomy.readCount == 0)
    // One row for all events is held whole: it is needed again at once.
    #expect((models.readCount > 0) == (partition == .stream))
  }

  @Test("folds a batch in parts where its rows are too much, each written whole")
  func parts() async throws {
    let store = try await store()
    let runner = runner(store, Ledger(), limit: Self.exceededByRows())
    #expect(try runner.rebuild() == .swapped(position: 3_000))
    #expect(models.writeCount > 10)
    #expect(try roomyRunner(store, Ledger()).rebuild() == .swapped(position: 3_000))
    expectSame()
  }

  @Test("parks the events that fail and those behind them, also of rows that were let go of")
  func parked() async throws {
    let store = try await store()
    let failing = try [100, 900, 1_700].map {
      try #require(try store.positionOfAccount(nearest: $0)).amount
    }
    for limit in [Self.exceededAlways(), Self.exceededByRows()] {
      let ledger = Ledger(refused: Refused(Set(failing)))
      let runner = runner(store, ledger, limit: limit)
      #expect(try runner.rebuild(onError: .park) == .swapped(position: 3_000))
      #expect(try roomyRunner(store, ledger).rebuild(onError: .park) == .swapped(position: 3_000))
      #expect(models.deadLetterCount(of: "ledger", .live) > failing.count)
      expectSame()
      ledger.refused.allowAll()
      #expect(try runner.retryParked().left == 0)
      #expect(models.sums() == (try store.sums()))
    }
  }

  @Test("stops before an event that fails with the rows up to there, and goes on")
  func stops() async throws {
    let store = try await store()
    let failing = try #require(try store.positionOfAccount(nearest: 2_000))
    for limit in [Self.exceededAlways(), Self.exceededByRows()] {
      let ledger = Ledger(refused: Refused([failing.amount]))
      guard case .faulted = try runner(store, ledger, limit: limit).rebuild(),
        case .faulted = try roomyRunner(store, ledger).rebuild()
      else {
        Issue.record("the event was taken in")
        return
      }
      expectSame(.shadow)
      ledger.refused.allowAll()
      #expect(
        try runner(store, ledger, limit: limit).rebuild() == .swapped(position: 3_000))
      #expect(models.sums() == (try store.sums()))
      #expect(try roomyRunner(store, ledger).rebuild() == .swapped(position: 3_000))
    }
  }

  @Test("goes on where it was cancelled")
  func cancelled() async throws {
    let store = try await store()
    var result = ProjectionRunner.RebuildResult.cancelled(position: 0)
    var cancelled = 0
    while case .cancelled(let position) = result {
      #expect(position > 0 || cancelled == 0)
      if position > 0 { #expect(models.sums(.shadow) == (try store.sums(through: position))) }
      let calls = Mutex(0)
      result = try runner(store, Ledger()).rebuild { _ in
        calls.withLock { calls in
          calls += 1
          return calls < 3
        }
      }
      cancelled += 1
    }
    #expect(result == .swapped(position: 3_000))
    #expect(cancelled > 2)
    _ = try roomyRunner(store, Ledger()).rebuild()
    expectSame()
  }

  @Test("goes on from its last write where one fails in the middle", arguments: [2, 5, 8, 20])
  func failedWrite(number: Int) async throws {
    let store = try await store()
    models.failWrite(number)
    let runner = runner(store, Ledger(), limit: Self.exceededByRows())
    #expect(throws: InMemoryReadModels.WriteFailed.self) { try runner.rebuild() }
    let shadow = try #require(models.header(of: "ledger", .shadow)).checkpoint.position
    #expect(shadow > 0 && shadow < 3_000)
    #expect(models.sums(.shadow) == (try store.sums(through: shadow)))
    #expect(try runner.rebuild() == .swapped(position: 3_000))
    _ = try roomyRunner(store, Ledger()).rebuild()
    expectSame()
  }

  @Test("holds a row that is larger than the limit by itself, and makes it")
  func largeRow() async throws {
    let store = TestStore(segmentSize: 20_000)
    try await store.add(1...2_000, streams: 1)
    let ledger = Ledger(selection: .all)
    #expect(try runner(store, ledger).rebuild() == .swapped(position: 2_000))
    #expect(try roomyRunner(store, ledger).rebuild() == .swapped(position: 2_000))
    expectSame()
  }
}
