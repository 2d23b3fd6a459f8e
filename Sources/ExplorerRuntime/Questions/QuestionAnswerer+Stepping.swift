import Explorer
import Platform
import Rewind
import RewindScripts

extension QuestionAnswerer {
  /// The next event that a projection takes, and what it makes of it.
  func nextStep(
    of name: String, after position: Int, ofKey key: String?, _ log: LogSnapshot, _ reply: Reply
  ) throws -> ProjectionStep {
    let definition = try projections.definition(named: name)
    let count = max(1, log.index.eventCount)
    let start = min(1, Double(position) / Double(count))
    return try stepper.next(
      KeptStepper.Key(definition, row: key, in: log), after: position,
      report: Self.report(reply, part: 0...start),
      isWanted: { position in
        reply.tell(.progress(Double(position) / Double(count)))
        return reply.isWanted()
      },
      make: { report in
        try projections.runner(definition)
          .stepper(after: position, ofKey: key, in: log, report: report)
      })
  }

  /// Tells what an event did to the rows of projections, one after the other.
  func tellTouchedRows(
    at position: Int, of names: [String], _ log: LogSnapshot, _ reply: Reply
  ) throws {
    for (number, name) in names.enumerated() {
      try reply.checkWanted()
      let part = Double(number) / Double(names.count)...Double(number + 1) / Double(names.count)
      let outcome: TouchedRows.Outcome
      do {
        outcome = .step(try step(of: name, at: position, log, Self.report(reply, part: part)))
      } catch is CancellationError {
        throw CancellationError()
      } catch let error as ReplacedCodeError {
        throw error
      } catch {
        // The others can be told all the same.
        outcome = .failed(calls.line(of: error))
      }
      reply.tell(.touchedRows(TouchedRows(projection: name, outcome: outcome)))
    }
  }

  /// What a projection makes of one event.
  private func step(
    of name: String, at position: Int, _ log: LogSnapshot,
    _ report: @escaping ProjectionRunner.Report
  ) throws -> ProjectionStep {
    let runner = projections.runner(try projections.definition(named: name))
    return try runner.stepper(after: position - 1, in: log, report: report)
      .next(through: position)
  }
}
