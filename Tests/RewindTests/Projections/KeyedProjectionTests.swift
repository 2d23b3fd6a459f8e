import TestSupport
import Testing

@testable import Rewind

@Suite("A projection with keys taken from events")
struct KeyedProjectionTests {
  private let models = InMemoryReadModels()

  /// Sums amounts for each of the digits that an amount ends in; those that end in 0 go to no row.
  private struct Digits: Projection {
    typealias Row = Ledger.Row

    let name = "digits"
    let selection = EventSelection.category("account")
    let partition = ProjectionPartition.keys
    var refused = Refused([])

    func keys(for event: EventRecord) throws -> [String] {
      let amount = event.data["amount"]?.int ?? 0
      if amount % 10 == 0 { return [] }
      return amount % 10 == 1 ? ["1"] : ["\(amount % 10)", "e\u{301}", "é"]
    }

    func apply(_ event: EventRecord, to row: inout Row?) throws {
      let amount = event.data["amount"]?.int ?? 0
      row = row ?? Row()
      row?.sum += amount
      if refused.contains(amount) { throw AmountRefused(amount: amount) }
    }
  }

  private func runner(_ store: TestStore, _ digits: Digits = Digits()) -> ProjectionRunner {
    ProjectionRunner(source: store.log, definition: ProjectionDefinition(digits), store: models)
  }

  /// What it makes of some amounts of accounts, told without an engine; `é` stands for both its spellings.
  private func sums(of store: TestStore, _ isTaken: (Int) -> Bool = { _ in true }) throws
    -> [String: Int]
  {
    let log = store.log
    try log.refresh()
    var sums: [String: Int] = [:]
    for position in 1...log.index.eventCount {
      guard let event = try log.event(at: position).record, event.stream.category == "account",
        let amount = event.data["amount"]?.int, amount % 10 != 0, isTaken(amount)
      else { continue }
      sums["\(amount % 10)", default: 0] += amount
      if amount % 10 != 1 { sums["é", default: 0] += amount }
    }
    return sums
  }

  private func storedSums() -> [String: Int]? {
    models.states(of: "digits")?.compactMapValues { values in
      if case .integer(let sum) = values[0] { sum } else { nil }
    }
  }

  @Test("takes an event into all of its rows, and goes on from rows that are stored")
  func several() async throws {
    let store = try await TestStore.filled(1_500)
    #expect(try runner(store).run() == .caughtUp(position: 1_500))
    #expect(storedSums() == (try sums(of: store)))
    try await store.add(1_501...3_000)
    #expect(try runner(store).run() == .caughtUp(position: 3_000))
    #expect(storedSums() == (try sums(of: store)))
  }

  @Test("parks an event that fails with what comes later of its rows, and takes them in at a retry")
  func parked() async throws {
    let store = try await TestStore.filled(500)
    let failing = try #require(try store.positionOfAccount(nearest: 202)).amount
    try #require(failing % 10 > 1)
    let digits = Digits(refused: Refused([failing]))
    _ = try runner(store, digits).rebuild(onError: .park)
    // All rows of several keys share one, so that only those of the key 1 are taken in behind it.
    #expect(storedSums() == (try sums(of: store) { $0 < failing || $0 % 10 == 1 }))
    let letters = models.deadLetters(of: "digits", .live, after: 0, limit: .max)
    #expect(letters.filter(\.hasFailed).map(\.keys) == [["\(failing % 10)", "e\u{301}", "é"]])
    digits.refused.allowAll()
    let retried = try runner(store, digits).retryParked(key: "\(failing % 10)")
    #expect(retried.replayed == letters.count && retried.left == 0)
    #expect(storedSums() == (try sums(of: store)))
  }

  @Test("knows the events that made a row, of keys alike in Unicode each its own")
  func history() async throws {
    let store = try await TestStore.filled(60)
    let log = store.log
    try log.refresh()
    let runner = ProjectionRunner(
      source: log, definition: ProjectionDefinition(Digits()), store: models)
    _ = try runner.rebuild()
    for key in ["e\u{301}", "3"] {
      let steps = try runner.history(ofKey: key)
      let last = try #require(steps.last?.new)
      let expected = try sums(of: store)[key == "3" ? "3" : "é"]
      #expect(last[0] == .integer(expected ?? 0))
      #expect(steps.allSatisfy { $0.fault == nil && $0.new != $0.old })
    }
  }
}
