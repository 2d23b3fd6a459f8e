import Rewind
import Synchronization
import TestSupport
import Testing

@testable import ExplorerRuntime

@Suite("The stepper that is kept")
struct KeptStepperTests {
  private let source = ArraySource()
  private let definition = BuiltInProjections.all[0]
  private let kept = KeptStepper()

  init() throws {
    for number in 1...6 { source.add("Deposited", to: "account-\(number % 2)", "{}") }
    try source.refresh()
  }

  /// The next step, and whether a stepper was made for it.
  private func next(
    after position: Int, report: @escaping ProjectionRunner.Report = { _ in true }
  ) throws -> (position: Int?, isMade: Bool) {
    let log = source.snapshot()
    let runner = ProjectionRunner(
      source: source, definition: definition, store: InMemoryReadModels())
    var isMade = false
    let step = try kept.next(
      KeptStepper.Key(definition, row: nil, in: log), after: position, report: report,
      isWanted: { _ in true },
      make: { report in
        isMade = true
        return try runner.stepper(after: position, in: log, report: report)
      })
    return (step.position, isMade)
  }

  @Test("going on takes the same one; another place, or one that was let go, makes another")
  func goesOn() throws {
    #expect(try next(after: 0) == (1, true))
    #expect(try next(after: 1) == (2, false))
    #expect(try next(after: 4) == (5, true))
    #expect(try next(after: 5) == (6, false))
    kept.clear()
    #expect(try next(after: 5) == (6, true))
  }

  @Test("what the log got since is seen behind its last step")
  func grown() throws {
    #expect(try next(after: 5) == (6, true))
    source.add("Deposited", to: "account-1", "{}")
    try source.refresh()
    #expect(try next(after: 6) == (7, true))
  }

  @Test("a step that nobody waits for any more does not end the one behind it")
  func reports() throws {
    let isWanted = Mutex(true)
    let report: ProjectionRunner.Report = { _ in isWanted.withLock(\.self) }
    #expect(try next(after: 3, report: report) == (4, true))
    isWanted.withLock { $0 = false }
    // The row of the other account is made only now.
    #expect(try next(after: 4) == (5, false))
  }
}
