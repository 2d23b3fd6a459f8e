import TestSupport
import Testing

@testable import Rewind

@Suite("A source without files")
struct ArraySourceTests {
  /// A source of deposits to two accounts.
  private func source(_ count: Int = 6, delay: Int = 0) throws -> ArraySource {
    let source = ArraySource(delay: delay)
    for number in 1...count { source.add("Deposited", to: stream(number), amount(number)) }
    try source.refresh()
    return source
  }

  private func stream(_ number: Int) -> StreamName { StreamName("account-\(number % 2)") }

  private func amount(_ number: Int) -> JSONText {
    .init(unchecked: Array(#"{"amount":\#(number)}"#.utf8)[...])
  }

  private func event(_ type: String, at position: Int, of stream: StreamName) -> EventRecord {
    EventRecord(
      at: EventPlace(stream: stream, version: 1, position: position), type: type, data: "{}")
  }

  // MARK: Snapshots

  @Test("gives index and events of one moment, whatever it gains since")
  func moment() throws {
    let source = try source()
    let snapshot = source.snapshot()
    source.add("Deposited", to: "account-0", amount(7))
    #expect(try source.refresh() == .grown)
    #expect(snapshot.index.eventCount == 6)
    #expect(try snapshot.events(of: "account-0").map(\.position) == [2, 4, 6])
    #expect(throws: NoSuchMomentError.noPosition(7, last: 6)) { try snapshot.event(at: 7) }
    #expect(source.snapshot().extends(snapshot))
    #expect(try source.event(at: 7).record?.stream == "account-0")
  }

  @Test(
    "that was replaced is another history, and what was read of the one before cannot be mixed in")
  func replaced() throws {
    let source = try source()
    let before = source.snapshot()
    source.replace([event("Opened", at: 1, of: "order-1")])
    #expect(throws: LogChangedError.self) { try before.event(at: 1) }
    #expect(try source.refresh() == .replaced)
    #expect(!source.snapshot().extends(before))
    #expect(throws: LogChangedError.self) { try before.event(at: 6) }
  }

  @Test(
    "whose events are not what the index knows says so instead of giving them",
    arguments: [
      ("Withdrawn", "account-1" as StreamName), ("Deposited", "account-9"),
    ])
  func corrupted(type: String, stream: StreamName) throws {
    let source = try source()
    source.corrupt(1, event(type, at: 1, of: stream))
    #expect(throws: LogChangedError(file: "array")) { try source.event(at: 1) }
    #expect(try source.event(at: 2).record?.type == "Deposited")
  }

  // MARK: Readers

  @Test("has states at any version, and a timeline keeps what it folded when there is more")
  func timeline() throws {
    let source = try source(200)
    let snapshot = source.snapshot()
    let account = try #require(snapshot.index.streamID(named: "account-1"))
    var timeline = Timeline(of: account, in: snapshot, fold: .lastValues)
    #expect(try timeline.state(at: 100).value?.text() == #"{"amount":199}"#)
    source.add("Deposited", to: "account-1", amount(201))
    try source.refresh()
    #expect(throws: NoSuchMomentError.self) { try timeline.state(at: 101) }
    timeline.advance(to: source.snapshot())
    source.fail(.max)
    #expect(try timeline.state(at: 64).value?.text() == #"{"amount":127}"#)
    source.fail(0)
    #expect(try timeline.state(at: 101).value?.text() == #"{"amount":201}"#)
    source.replace([event("Opened", at: 1, of: "account-1")])
    try source.refresh()
    timeline.advance(to: source.snapshot())
    #expect(throws: NoSuchMomentError.noVersion(101, last: 1)) { try timeline.state(at: 101) }
  }

  @Test("is subscribed to: what is there, then what comes, without a gap", .timeLimit(.wholeRun))
  func subscription() async throws {
    let source = try source(5, delay: 100)
    async let given = positions(10, of: source.subscribe(to: .category("account")))
    for number in 6...10 {
      try await source.append([NewEvent(type: "Deposited", data: amount(number))], to: "account-1")
    }
    #expect(try await given == Array(1...10))
  }

  @Test(
    "that fails is said to fail, and the subscription goes on where it was", .timeLimit(.wholeRun)
  )
  func failing() async throws {
    let source = try source(3)
    var events = source.subscribe().makeAsyncIterator()
    #expect(try await events.next()?.position == 1)
    source.add("Deposited", to: "account-1", amount(4))
    #expect(try await events.next()?.position == 2)
    #expect(try await events.next()?.position == 3)
    source.fail(.max)
    await #expect(throws: ArraySource.Unreachable.self) { try await events.next() }
    source.fail(0)
    #expect(try await events.next()?.position == 4)
  }

  private func positions(_ count: Int, of subscription: Subscription) async throws -> [Int] {
    var positions: [Int] = []
    for try await event in subscription {
      positions.append(event.position)
      if positions.count == count { break }
    }
    return positions
  }

  @Test("is verified: damaged lines, gaps and disorder, in no file and no line")
  func verified() throws {
    let source = try source(2)
    source.addDamaged(reason: "not to be read")
    try source.refresh()
    var problems: [LogProblem] = []
    try LogVerifier(source.snapshot()).run { problems.append($0) }
    #expect(problems.map(\.kind) == [.damage])
    #expect(problems.map(\.position) == [3])
    #expect(problems.map(\.message) == ["not to be read"])
    #expect(problems.map(\.line) == [nil])
  }

  // MARK: Read models

  private func sums(_ models: InMemoryReadModels, _ runner: ProjectionRunner) -> [Int] {
    models.rows(RowQuery(), of: runner.definition, .live).rows.map { row in
      guard case .integer(let sum) = row[1] else { return 0 }
      return sum
    }
  }

  @Test("is projected: rebuilt, gone on with, and a rebuild that fails can be made again")
  func projected() throws {
    let source = try source(6)
    let models = InMemoryReadModels()
    let runner = ProjectionRunner(
      source: source, definition: ProjectionDefinition(Ledger()), store: models)
    source.fail(1)
    #expect(throws: ArraySource.Unreachable.self) { try runner.rebuild() }
    #expect(try runner.rebuild() == .swapped(position: 6))
    #expect(sums(models, runner) == [2 + 4 + 6, 1 + 3 + 5])
    source.add("Deposited", to: "account-1", amount(7))
    source.addDamaged(reason: "not to be read")
    source.add("Deposited", to: "order-1", amount(8))
    #expect(try runner.run(onError: .park) == .caughtUp(position: 9))
    #expect(sums(models, runner) == [12, 16])
    let parked = models.deadLetters(of: "ledger", .live, after: 0, limit: 9)
    #expect(parked.map(\.reason) == ["damaged line: not to be read"])
    source.replace([event("Opened", at: 1, of: "account-1")])
    #expect(throws: ReadModelError.self) { try runner.run() }
  }

  @Test("is followed by a projection while it grows")
  func followed() throws {
    let source = try source(4)
    let models = InMemoryReadModels()
    let runner = ProjectionRunner(
      source: source, definition: ProjectionDefinition(Ledger()), store: models)
    let ending = try runner.run(follow: true) { progress in
      if progress.phase == .live, progress.position == 4 {
        source.add(
          "Deposited", to: "account-0", .init(unchecked: Array(#"{"amount":10}"#.utf8)[...]))
      }
      return progress.phase != .live || progress.position < 5
    }
    #expect(ending == .stopped(position: 5))
    #expect(sums(models, runner) == [2 + 4 + 10, 1 + 3])
  }

  @Test(
    "is followed by more runners than there are threads for tasks, and all end when they are cancelled",
    .timeLimit(.wholeRun))
  func manyFollowers() async throws {
    let source = try source(4)
    let models = (0..<8).map { _ in InMemoryReadModels() }
    let runs = models.map { models in
      let runner = ProjectionRunner(
        source: source, definition: ProjectionDefinition(Ledger()), store: models)
      return Task { try await runner.onThread.run(follow: true) }
    }
    try await source.append([NewEvent(type: "Deposited", data: amount(10))], to: "account-0")
    for models in models {
      while models.header(of: "ledger", .live)?.checkpoint.position != 5 { await Task.yield() }
    }
    for run in runs { run.cancel() }
    for run in runs { #expect(try await run.value == .stopped(position: 5)) }
  }

  // MARK: Aggregates

  @Test("is a store that a repository loads from and saves to")
  func repository() async throws {
    let source = ArraySource()
    let purses = Repository<Purse>(source)
    var purse = purses.create("purse-1")
    try purse.record("PaidIn", ["coins": 5])
    try await purses.save(purse)
    try await purses.update("purse-1") { try $0.record("PaidOut", ["coins": 2]) }
    #expect(try await purses.load("purse-1").state == Purse(coins: 3, events: 2))
    try purse.record("PaidIn", ["coins": 1])
    await #expect(throws: StoreError.self) { try await purses.save(purse) }
    source.fail(1)
    await #expect(throws: ArraySource.Unreachable.self) { try await purses.load("purse-1") }
  }
}
