import TestSupport
import Testing

@testable import Rewind

@Suite("A projection that is stepped")
struct ProjectionStepperTests {
  typealias Sums = ProjectionComparerTests.Sums

  private func runner(_ source: ArraySource, _ sums: Sums) -> ProjectionRunner {
    ProjectionRunner(
      source: source, definition: ProjectionDefinition(sums), store: InMemoryReadModels())
  }

  /// The steps behind a place, up to the end.
  private func steps(
    of runner: ProjectionRunner, after position: Int, key: String? = nil
  ) throws -> [ProjectionStep] {
    let stepper = try runner.stepper(after: position, ofKey: key)
    var steps: [ProjectionStep] = []
    while true {
      let step = try stepper.next()
      guard step.position != nil else { return steps }
      steps.append(step)
    }
  }

  @Test(
    "goes on from any place as it does from the start",
    arguments: [ProjectionPartition.stream, .keys, .type, .whole])
  func anyPlace(_ partition: ProjectionPartition) throws {
    let source = ProjectionComparerTests.source(260)
    try source.refresh()
    let runner = runner(source, Sums(partition: partition))
    let all = try steps(of: runner, after: 0)
    try #require(all.count == 260 - 260 / 7)
    for place in 1...260 {
      var behind = all.filter { $0.position ?? 0 > place }
      let steps = try steps(of: runner, after: place)
      // The first passes over what is behind the place alone.
      if !behind.isEmpty { behind[0].passed = steps.first?.passed }
      #expect(steps == behind, "from \(place)")
    }
  }

  @Test("an event is dropped by an upcaster only where that leaves nothing of it")
  func dropped() throws {
    let upcasters = Upcasters([
      .dropping("Lost", from: 1), Upcaster("Noted", from: 1) { $0.add("at", "now") },
    ])
    var start = EngineStart()
    start.told = .allRows
    let names = FeedNames(
      selection: .types(["Moved"]), upcasters: upcasters, onlyCategory: nil)
    let partition = ProjectionPartition.stream
    var feed = EngineFeed(RowFold(Sums(), start), start, of: partition, names: names)
    let types = ["Lost", "Noted", "Moved"]
    try feed.fold(
      types.enumerated().map { number, type in
        EventRecord(
          at: EventPlace(stream: "account-1", version: number + 1, position: number + 1),
          type: type, data: #"{"amount":2}"#)
      })
    let folded = try feed.settle()
    #expect(folded.passed.map(\.position) == [1, 2])
    #expect(folded.passed.map(\.reason) == [.dropped, .otherType])
    #expect(folded.steps.map(\.position) == [3])
  }

  @Test("tells of a row what its history tells")
  func history() throws {
    let source = ProjectionComparerTests.source(300)
    try source.refresh()
    let runner = runner(source, Sums(partition: .keys))
    for key in ["account-5", "of 3"] {
      let history = try runner.history(ofKey: key)
      let steps = try steps(of: runner, after: 0, key: key).compactMap { step in
        step.rows.first { $0.key == key }.map {
          RowStep(position: step.position ?? 0, old: $0.old, new: $0.new)
        }
      }
      #expect(!history.isEmpty)
      #expect(steps.filter { $0.old != $0.new } == history)
    }
  }

  @Test("says why it passes over events, and that one cannot be taken in")
  func reasons() throws {
    let source = ProjectionComparerTests.source(40)
    source.addDamaged(reason: "no JSON")
    try source.refresh()
    let runner = runner(source, Sums(refused: 7919 * 15 % 211))
    let stepper = try runner.stepper(after: 5)
    let step = try stepper.next()
    #expect(step.position == 6 && step.passed == nil)
    #expect(try stepper.next().passed == .init(positions: 7...7, reasons: [.otherSource: 1]))
    let refused = try runner.stepper(after: 14).next()
    #expect(refused.position == 15 && refused.rows.isEmpty)
    #expect(refused.fault?.contains("is refused") == true)
    let last = try runner.stepper(after: 40).next()
    #expect(last.position == 41 && last.fault?.contains("no JSON") == true)
    #expect(try runner.stepper(after: 41).next() == ProjectionStep())
  }

  @Test("looks no further than it is asked to")
  func limit() throws {
    let source = ProjectionComparerTests.source(40)
    try source.refresh()
    let stepper = try runner(source, Sums()).stepper(after: 6)
    #expect(try stepper.next(through: 7).position == nil)
    #expect(stepper.position == 7)
    #expect(try stepper.next().position == 8)
  }

  @Test("ends where nobody waits for it, and goes on behind what it looked at")
  func unwanted() throws {
    let source = ProjectionComparerTests.source(4000)
    try source.refresh()
    let stepper = try runner(source, Sums()).stepper(after: 0, ofKey: "nobody")
    var asked: [Int] = []
    #expect(throws: CancellationError.self) {
      try stepper.next { position in
        asked.append(position)
        return asked.count < 4
      }
    }
    #expect(asked.first == 0 && asked.last == stepper.position && stepper.position > 0)
    let rest = try stepper.next()
    #expect(rest.passed?.positions == (asked.last ?? 0) + 1...4000)
  }
}
