import Rewind
import TextUI

/// The rows of the projections that an event touched.
struct TouchedRowsPopup: Hashable, Sendable {
  /// The event.
  let position: Int
  /// Those that have read models.
  let projections: [String]
  var cursor = ListCursor()

  var question: Question { .touchedRows(at: position, of: projections) }
}

extension TouchedRows {
  /// What there is to say of it, a line for each row.
  func lines(_ definition: ProjectionDefinition?) -> [StepLine] {
    func line(_ content: StepLine.Content) -> [StepLine] {
      [StepLine(projection: projection, definition: definition, content: content)]
    }
    switch outcome {
    case .failed(let reason): return line(.failed(reason))
    case .step(let step) where step.position == nil:
      return line(.passed(step.passed?.reasons.first?.key.rawValue ?? "nothing of it is taken"))
    case .step(let step): return StepLine.lines(of: step, projection, definition)
    }
  }
}

extension Shell {
  /// The projections with read models that are what their definitions make, in the order in which they are listed.
  var builtProjections: [String] {
    projections.map(\.name).filter { name in
      switch knowledge.readModels.statuses[name]?.state {
      case .notBuilt, .stale, nil: false
      case .stopped, .running, .rebuilding, .faulted: true
      }
    }
  }
}
