import TestSupport
import Testing

@testable import Rewind

@Suite("A running projection")
struct RunTests {
  private let models = InMemoryReadModels()

  private func runner(_ store: TestStore, _ ledger: Ledger = Ledger()) -> ProjectionRunner {
    ProjectionRunner(source: store.log, definition: ProjectionDefinition(ledger), store: models)
  }

  @Test("takes in what came since, row by row and across restarts")
  func catchesUp() async throws {
    let store = TestStore()
    var last = 0
    for count in [1, 5, 40, 3, 300] {
      try await store.add(last + 1...last + count)
      last += count
      #expect(try runner(store).run() == .caughtUp(position: last))
      #expect(models.sums() == (try store.sums()))
    }
    #expect(models.entries(of: "ledger")?.count ?? 0 > 200)
  }

  @Test("equals a rebuild, whatever the places it was stopped at")
  func equalsRebuild() async throws {
    let store = try await TestStore.filled(200)
    for partition in [ProjectionPartition.stream, .type, .whole] {
      let models = InMemoryReadModels()
      let grown = TestStore()
      let ledger = Ledger(partition: partition)
      for start in stride(from: 1, through: 200, by: 13) {
        try await grown.add(start...min(start + 12, 200))
        let runner = ProjectionRunner(
          source: grown.log, definition: ProjectionDefinition(ledger), store: models)
        _ = try runner.run()
      }
      let stepwise = models.states(of: "ledger")
      let runner = ProjectionRunner(
        source: grown.log, definition: ProjectionDefinition(ledger), store: models)
      _ = try runner.rebuild()
      #expect(models.states(of: "ledger") == stepwise)
      #expect(stepwise?.isEmpty == false)
    }
    withExtendedLifetime(store) {}
  }

  @Test("follows the log until it is told to stop")
  func follows() async throws {
    let store = try await TestStore.filled(10)
    var follower = Follower(runner(store))
    #expect(await follower.reaches(10))
    try await store.add(11...15)
    #expect(await follower.reaches(15))
    #expect(models.sums() == (try store.sums()))
    #expect(try await follower.stop() == .stopped(position: 15))
  }

  @Test("is rebuilt while it follows, and goes on with the rows of the rebuild")
  func rebuiltWhileFollowing() async throws {
    let store = try await TestStore.filled(10)
    var follower = Follower(runner(store))
    var last = 10
    for round in 0..<20 {
      #expect(await follower.reaches(last))
      let before = models.header(of: "ledger", .live)?.generation
      let rebuilder = runner(store)
      let events = last + 1...last + 5
      if round % 2 == 0 { try await store.add(events) }
      #expect(try rebuilder.rebuild() == .swapped(position: round % 2 == 0 ? last + 5 : last))
      #expect(models.header(of: "ledger", .live)?.generation != before)
      if round % 2 == 1 { try await store.add(events) }
      last += 5
      #expect(await follower.reaches(last))
      #expect(models.sums() == (try store.sums()))
    }
    #expect(try await follower.stop() == .stopped(position: last))
  }

  @Test("whose definition a rebuild has replaced stops as stale")
  func replacedByAnotherDefinition() async throws {
    let store = try await TestStore.filled(10)
    var follower = Follower(runner(store))
    #expect(await follower.reaches(10))
    #expect(try runner(store, Ledger(revision: 2)).rebuild() == .swapped(position: 10))
    try await store.add(11...12)
    await #expect(
      throws: ReadModelError.stale(projection: "ledger", reason: "its definition has changed")
    ) { try await follower.end() }
    #expect(models.header(of: "ledger", .live)?.checkpoint.position == 10)
  }

  @Test("is stale where its definition changed, or the log is another")
  func stale() async throws {
    let store = try await TestStore.filled(50)
    _ = try runner(store).run()
    #expect(throws: ReadModelError.self) { try runner(store, Ledger(revision: 2)).run() }
    let changed = runner(store, Ledger(revision: 2))
    try changed.source.refresh()
    #expect(try changed.status().state == .stale(reason: "its definition has changed"))

    for count in [20, 60] {
      let other = TestStore()
      try await other.add(1_000...999 + count)
      let runner = runner(other)
      try runner.source.refresh()
      guard case .stale = try runner.status().state else {
        Issue.record("\(try runner.status())")
        return
      }
      #expect(throws: ReadModelError.self) { try runner.run() }
    }
    #expect(models.sums() == (try store.sums()))
  }

  @Test("tells where it is")
  func status() async throws {
    let store = try await TestStore.filled(50)
    let refused = try #require(try store.positionOfAccount(nearest: 40))
    let ledger = Ledger(refused: Refused([refused.amount]))
    let runner = runner(store, ledger)
    try runner.source.refresh()
    #expect(try runner.status().state == .notBuilt)
    let fault = ProjectionFault(
      position: refused.position, cause: .refusedEvent,
      message: "amount \(refused.amount) is refused")
    #expect(try runner.run() == .faulted(fault))
    let status = try runner.status()
    #expect(status.state == .faulted(fault))
    #expect(status.position == refused.position - 1)
    #expect(status.head == 50 && status.lag == 50 - refused.position + 1)
    let lease = try models.acquireLease(of: "ledger", .live)
    #expect(try runner.status().state == .running)
    withExtendedLifetime(lease) {}
  }

  @Test("can be seen as of any position")
  func materialized() async throws {
    let store = try await TestStore.filled(120)
    for position in [1, 2, 3, 60, 119, 120, 500] {
      #expect(try runner(store).materialize(at: position, in: models, .shadow))
      #expect(models.sums(.shadow) == (try store.sums(through: position)))
    }
  }

  @Test("tells every event that made a row, and the ones that failed")
  func history() async throws {
    let store = try await TestStore.filled(120)
    let refused = try #require(try store.positionOfAccount(nearest: 60))
    let runner = runner(store, Ledger(refused: Refused([refused.amount])))
    try runner.source.refresh()
    let key = runner.source.index.streamName(at: refused.position)
    let steps = try runner.history(ofKey: key)
    let stream = try #require(runner.source.index.streamID(named: key))
    #expect(steps.map(\.position) == Array(runner.source.index.positions(of: stream)))
    #expect(steps[0].old == nil)
    for (before, step) in zip(steps, steps.dropFirst()) { #expect(step.old == before.new) }
    let failed = try #require(steps.first { $0.position == refused.position })
    #expect(failed.fault == "amount \(refused.amount) is refused")
    #expect(failed.old == failed.new)
    let sum = try store.sums(skipping: [refused.position])[key]
    #expect(steps.last?.new?.first == sum.map { .integer($0) })
    #expect(try runner.history(ofKey: "account-999").isEmpty)
  }

  @Test("tells of parked events that they change nothing, so that the history ends in the row")
  func parkedHistory() async throws {
    let store = try await TestStore.filled(120)
    let refused = try #require(try store.positionOfAccount(nearest: 60))
    let runner = runner(store, Ledger(refused: Refused([refused.amount])))
    _ = try runner.run(onError: .park)
    try await store.add(121...130)
    try runner.source.refresh()
    let key = runner.source.index.streamName(at: refused.position)
    let steps = try runner.history(ofKey: key)
    #expect(steps.last?.new == models.states(of: "ledger")?[key])
    let letters = models.deadLetters(of: "ledger", .live, after: 0, limit: .max)
    #expect(steps.filter { $0.fault != nil }.map(\.position) == letters.map(\.position))
    // What came after the read model was written is none of its history.
    #expect(steps.allSatisfy { $0.position <= 120 })
  }

  @Test("that is followed says that the log was replaced, and what to do")
  func replaced() async throws {
    let store = try await TestStore.filled(50)
    let other = try #require(try await TestStore.filled(5).storage.files.first).value
    let segment = try #require(store.storage.list().first).name
    let runner = ProjectionRunner(
      source: store.log, definition: ProjectionDefinition(Ledger()), store: InMemoryReadModels())
    let error = #expect(throws: ReadModelError.self) {
      try runner.run(follow: true) { progress in
        guard progress.phase == .live else { return true }
        _ = try? store.storage.truncate(segment, to: 0)
        _ = try? store.storage.append(other, to: segment)
        return true
      }
    }
    let reason = "it was made from a log of at least 50 events, this one has 5"
    #expect(error == .stale(projection: "ledger", reason: reason))
  }
}
