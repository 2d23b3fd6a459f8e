import Rewind
import Synchronization

/// The stepper of the projection that is stepped through, kept so that going on does not fold from the start.
final class KeptStepper: Sendable {
  /// What a stepper goes through.
  struct Key: Hashable, Sendable {
    let projection: String
    /// What defines the projection.
    let fingerprint: String
    let row: String?
    /// The generation of the log.
    let generation: LogGeneration

    init(_ definition: ProjectionDefinition, row: String?, in log: LogSnapshot) {
      (projection, fingerprint) = (definition.name, definition.fingerprint)
      self.row = row
      generation = log.generation
    }
  }

  /// Taken out while it is used, so that one thread has it at a time.
  private struct Held: @unchecked Sendable {
    let key: Key
    let stepper: ProjectionStepper
    let reports: Reports
  }

  /// Where a stepper reports to, which is another with each step: it makes rows also while it steps.
  private final class Reports: Sendable {
    let current: Mutex<ProjectionRunner.Report>

    init(_ report: @escaping ProjectionRunner.Report) { current = Mutex(report) }
  }

  private let held = Mutex<Held?>(nil)

  /// The next step from a place on; nothing is folded anew where the last one ended there.
  ///
  /// - Parameters:
  ///   - make: makes a stepper at the place.
  ///   - isWanted: asked now and then, with the position that was looked at last.
  /// - Throws: as `ProjectionStepper.next`.
  func next(
    _ key: Key, after position: Int, report: @escaping ProjectionRunner.Report,
    isWanted: (Int) -> Bool,
    make: (@escaping ProjectionRunner.Report) throws -> ProjectionStepper
  ) throws -> ProjectionStep {
    let last = held.withLock { $0.take() }
    if let last, last.key == key, last.stepper.position == position {
      last.reports.current.withLock { $0 = report }
      let step = try last.stepper.next(isWanted: isWanted)
      // One that was made of a shorter log may have come to its end too early.
      if step.position != nil {
        held.withLock { $0 = last }
        return step
      }
    }
    let reports = Reports(report)
    let stepper = try make { progress in reports.current.withLock(\.self)(progress) }
    let step = try stepper.next(isWanted: isWanted)
    held.withLock { $0 = Held(key: key, stepper: stepper, reports: reports) }
    return step
  }

  /// Lets go of it.
  func clear() { held.withLock { $0 = nil } }
}
