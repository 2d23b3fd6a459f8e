import Explorer
import ExplorerRuntime
import Rewind
import RewindSQLite

/// `rewind projection rebuild`: read models made anew, one after the other.
struct RebuildCommand {
  static let shownDifferences = 20

  let invocation: Invocation
  let options: Command.Rebuild

  func run() throws -> Int32 {
    let session = try ProjectionSession(keepingFor: invocation, options.projections)
    let chosen = try session.agreed(options.projections, invocation)
    session.models.makeRoom()
    try session.readForeignLog(invocation)
    Interruption.waitForSafePlaces()
    var status: Int32 = 0
    for (name, definition) in chosen where !Interruption.isRequested {
      do {
        status = max(status, try rebuild(try definition.get(), session))
      } catch {
        // The others can be rebuilt all the same.
        guard error is ReadModelError || error is SQLiteError || CodeTrouble.is(error) else {
          throw error
        }
        let calls = invocation.proposed
        try fail(
          RebuildReport(name, result: .failed, error: calls.line(of: error)),
          line: calls.line(of: error, about: name))
        status = max(status, ExitStatus.of(error))
      }
    }
    return Interruption.isRequested ? Interruption.exitStatus : status
  }

  private func rebuild(
    _ definition: ProjectionDefinition, _ session: ProjectionSession
  ) throws -> Int32 {
    let start = ContinuousClock.now
    let progress = invocation.progress
    let notes = ProjectionNotes(definition.name)
    let runner = session.runner(definition, memoryLimit: options.memory) { notes.take($0) }
    let result = try runner.rebuild(onError: options.onError, swaps: !options.compares) { report in
      progress.show { report.line(about: definition.name) }
      return !Interruption.isRequested
    }
    progress.clear()
    notes.print(invocation)
    defer { notes.print(invocation) }
    var report = RebuildReport(definition.name, result: .rebuilt)
    report.time = start.duration(to: .now)
    switch result {
    case .swapped(let position):
      try finish(&report, at: position, definition, session)
      // Where a source is none of the log's, nothing comes of it.
      if report.rows == 0 {
        try session.warnings(of: definition.name).forEach(notes.take(warning:))
      }
      return 0
    case .ready(let position):
      return try compare(&report, at: position, runner, session)
    case .cancelled(let position):
      report.result = .stopped
      report.position = session.shown(position)
      report.error =
        "stopped at \(session.place(of: position)); the old read model is as it was;"
        + " the same command goes on from there"
    case .faulted(let fault):
      report.result = .failed
      report.position = session.shown(fault.position - 1)
      report.error =
        "stopped before \(session.place(of: fault.position)): \(fault.message);"
        + " the old read model is as it was; "
        + FaultAdvice.text(for: fault, in: session, invocation)
    }
    try fail(report, line: "\(report.projection): \(report.error ?? "")")
    return 1
  }

  /// Says what the read model is now.
  private func finish(
    _ report: inout RebuildReport, at position: Int, _ definition: ProjectionDefinition,
    _ session: ProjectionSession
  ) throws {
    report.position = session.shown(position)
    report.rows = try session.store.rows(
      RowQuery(table: definition.namesake, limit: 0), of: definition, .live
    ).total
    report.parked = try session.store.deadLetterCount(of: definition.name, .live)
    invocation.confirm("\(definition.name) is rebuilt") { () throws(OutputError) in
      if invocation.shared.json {
        try invocation.printJSON(report.json)
      } else {
        try invocation.output.line(report.text)
      }
    }
    invocation.noteParked(report.parked ?? 0, of: definition.name)
  }

  /// - Parameter line: the report's error, with the projection's name.
  private func fail(_ report: RebuildReport, line: String) throws {
    invocation.note(line)
    guard invocation.shared.json else { return }
    try invocation.printJSON(report.json)
    try invocation.output.flush()
  }
}

// MARK: - Comparing

extension RebuildCommand {
  /// Shows what would change, and changes it on yes.
  private func compare(
    _ report: inout RebuildReport, at position: Int, _ runner: ProjectionRunner,
    _ session: ProjectionSession
  ) throws -> Int32 {
    let definition = runner.definition
    let comparison = try session.store.compare(
      definition, limit: options.limit ?? Self.shownDifferences, after: 0)
    let text = ComparisonText(comparison, of: definition, invocation)
    report.comparison = comparison
    report.differences = text.json
    if !invocation.shared.json {
      for line in text.lines { try invocation.output.line("\(definition.name): \(line)") }
      try invocation.output.flush()
    }
    if comparison.isSame || options.agrees {
      return try swap(&report, at: position, runner, session)
    }
    switch try invocation.answer(to: "\(definition.name): swap? [y/N] ") {
    case true: return try swap(&report, at: position, runner, session)
    case false:
      try runner.discardShadow()
      invocation.note("\(definition.name): not swapped; the old read model is as it was")
    case nil:
      invocation.note(
        "\(definition.name): not swapped; "
          + invocation.proposed.call(
            "projection", "rebuild", definition.name, "--compare", "--yes")
          + " puts it in place")
    }
    report.result = .different
    report.position = session.shown(position)
    if invocation.shared.json { try invocation.printJSON(report.json) }
    return 1
  }

  private func swap(
    _ report: inout RebuildReport, at position: Int, _ runner: ProjectionRunner,
    _ session: ProjectionSession
  ) throws -> Int32 {
    try runner.swap(onError: options.onError)
    try finish(&report, at: position, runner.definition, session)
    return 0
  }
}
