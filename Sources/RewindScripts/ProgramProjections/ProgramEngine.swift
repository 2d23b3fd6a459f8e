internal import Rewind

/// The engine of a projection by a program: it asks the program for the keys of events, then has it fold them into
/// their rows.
///
/// The rows are kept here: the program is given them and asked for them in each round, so that nothing is lost where
/// it breaks. Not locked: it is used by one thread at a time.
final class ProgramEngine: ProjectionEngine, @unchecked Sendable {
  private let program: ProgramProjection
  private let start: EngineStart
  private let source: ProgramSource
  private var rows: ProgramRows
  /// The rows of which an event failed, so that their later ones wait.
  private var parked: Set<StreamName>
  /// The rows that are told, event by event; nil for all of them, none for nothing.
  private let told: Set<StreamName>?
  private var isStopped = false
  private var folded = FoldedEvents()

  /// Starts the program, and learns what it is about.
  ///
  /// - Throws: ``UntrustedProgramError`` where it may not be run; ``ProgramError`` where it does not begin as it should.
  init(_ program: ProgramProjection, _ start: EngineStart) throws {
    self.program = program
    self.start = start
    try program.pool.checkAllowed()
    source = try program.pool.withProcess { process throws(ProgramError) in
      try process.source()
    }
    rows = ProgramRows(start)
    parked = Set(start.parkedKeys.map { StreamName($0) })
    switch start.told {
    case .nothing, .digests: told = []
    case .allRows: told = nil
    case .rows(let keys): told = Set(keys.map { StreamName($0) })
    }
  }

  var hasSeveralRows: Bool { rows.count > 1 }

  /// How much memory its rows take is seen in that of the process.
  var isFull: Bool { false }

  func settle() -> FoldedEvents {
    defer { folded = FoldedEvents() }
    return folded
  }

  func takeRows(ofBytes size: Int) -> [ReadModelChanges.State] { rows.take(ofBytes: size) }

  func takeShared() -> [ReadModelValue]? { nil }

  func forgetRows() { rows.forget() }
}

// MARK: - Rounds

extension ProgramEngine {
  func fold(_ events: [EventRecord]) throws {
    var events = ProjectedEvent.all(of: events) { event in
      source.refusal(of: event, ofCategory: start.category(event.stream))
    }
    var rounds = ProgramRounds(count: events.count)
    while let range = rounds.range, !isStopped {
      do {
        try askKeys(of: &events[range], rounds)
        try rows.load(events[range].flatMap { $0.keys ?? [] })
        try fold(ProgramRun(events[range], parked: parked), &rounds)
      } catch let error as ProgramError {
        try restart(after: error)
        if rounds.breakUp(at: range, error) { fail(events[range.lowerBound], "\(error)") }
      }
    }
  }

  /// Asks for the keys of events of which they are not known.
  private func askKeys(
    of events: inout ArraySlice<ProjectedEvent>, _ rounds: ProgramRounds
  ) throws {
    let lacking = events.indices.filter { events[$0].lacksKeys }
    guard !lacking.isEmpty else { return }
    var numbers: [[Int]] = []
    let answers = try ask(rounds) { [events] process throws(ProgramError) in
      for index in lacking {
        var ofParts: [Int] = []
        for part in events[index].parts { ofParts.append(try process.askKeys(of: part.event)) }
        numbers.append(ofParts)
      }
    }
    for (index, numbers) in zip(lacking, numbers) {
      do throws(MalformedKeys) {
        var keys: [[String]] = []
        for number in numbers { keys.append(try ProgramKeys.keys(of: number, in: answers)) }
        events[index].take(keys)
      } catch {
        events[index].fail(program.fault(error.description))
      }
    }
  }

  /// Folds the events of a run, as far as they can be.
  private func fold(_ run: ProgramRun, _ rounds: inout ProgramRounds) throws {
    var run = run
    var answers = ProgramAnswers()
    if run.isToBeSent {
      answers = try ask(rounds) { [told, rows] process throws(ProgramError) in
        try run.send(told: told, from: rows, to: process)
      }
    }
    let first = run.events[run.events.startIndex]
    if let (index, error) = run.firstError(in: answers) {
      guard index == rounds.next else { return rounds.retreat(before: index) }
      fail(first, program.fault(error))
      warn(of: rounds.fail(), in: run)
    } else if case .fail(let failure) = run.ways[0] {
      fail(first, failure)
      warn(of: rounds.fail(), in: run)
    } else {
      folded.steps += run.take(answers, into: &rows)
      note(run)
      warn(of: rounds.finish(before: run.events.endIndex), in: run)
    }
  }

  /// Has a process of the program do something, and waits for its answers.
  ///
  /// Where an event is tried by itself that may have broken the program, it is waited for less.
  private func ask(
    _ rounds: ProgramRounds, _ body: (ProgramProcess) throws(ProgramError) -> Void
  ) throws -> ProgramAnswers {
    let isImpatient = rounds.isInDoubt && !rounds.isLastTry
    let patience = isImpatient ? program.pool.limits.silence / 5 : nil
    return try program.pool.withProcess { process throws(ProgramError) in
      try body(process)
      return try process.flush(within: patience)
    }
  }

  /// Starts the program anew after it broke.
  ///
  /// - Throws: the error, where no event is to blame for it; ``ProgramError`` where the program does not even begin.
  private func restart(after error: ProgramError) throws {
    guard error.isOfEvents else { throw error }
    program.pool.rest()
    try program.pool.withProcess { _ throws(ProgramError) in }
  }
}

// MARK: - What comes of events

extension ProgramEngine {
  private func note(_ run: ProgramRun) {
    for (event, way) in zip(run.events, run.ways) {
      switch way {
      case .fold, .fail: break
      case .pass(let reason):
        if told == nil { folded.passed.append(.init(position: event.position, reason: reason)) }
      case .wait:
        let keys = event.keys ?? []
        folded.waits.append(.init(position: event.position, keys: keys))
        parked.formUnion(keys.map { StreamName($0) })
      }
    }
  }

  private func fail(_ event: ProjectedEvent, _ message: String) {
    let keys = event.keys ?? []
    folded.faults.append(.init(position: event.position, message: message, keys: keys))
    switch start.onFault {
    case .goOn: break
    case .stop: isStopped = true
    case .park: parked.formUnion(keys.map { StreamName($0) })
    }
  }

  /// Says that the program broke at events of which none breaks it by itself.
  private func warn(of doubt: ProgramRounds.Doubt?, in run: ProgramRun) {
    guard let doubt else { return }
    let count = doubt.events.count
    folded.notes.append(
      ProjectionNote(
        position: run.events.last?.position, kind: .warning,
        text: "\(doubt.error); it was at one of \(count) events, none of which breaks it by itself")
    )
  }
}
