/// What came of events beside the rows that they changed; each list in the order of the events.
package struct FoldedEvents: Sendable {
  /// An event that could not be taken in: all rows are as before.
  package struct Fault: Sendable {
    package var position: Int
    package var cause: ProjectionFault.Cause
    package var message: String
    /// The keys of its rows; none where they could not be told.
    package var keys: [String]

    package init(
      position: Int, cause: ProjectionFault.Cause = .refusedEvent, message: String, keys: [String]
    ) {
      self.position = position
      self.cause = cause
      self.message = message
      self.keys = keys
    }
  }

  /// An event that waits behind one of its rows that failed.
  package struct Waiting: Sendable {
    package var position: Int
    package var keys: [String]

    package init(position: Int, keys: [String]) {
      self.position = position
      self.keys = keys
    }
  }

  /// What an event left in a row.
  package struct Step: Sendable {
    package var position: Int
    /// The row's key; nil for the half of the state that all rows share.
    package var key: String?
    /// The values of the columns after the key; nil where there is no row.
    package var row: [ReadModelValue]?

    package init(position: Int, key: String?, row: [ReadModelValue]?) {
      self.position = position
      self.key = key
      self.row = row
    }
  }

  /// An event that went to no row, and why; told where all rows are.
  package struct Passed: Sendable {
    package var position: Int
    package var reason: PassedReason

    package init(position: Int, reason: PassedReason) {
      self.position = position
      self.reason = reason
    }
  }

  package var faults: [Fault] = []
  /// The event at which the engine broke, or one too long at work was ended: whatever the policy, it folds no more.
  package var stop: Fault?
  package var waits: [Waiting] = []
  package var entries: [ReadModelChanges.Entry] = []
  package var steps: [Step] = []
  package var passed: [Passed] = []
  package var notes: [ProjectionNote] = []

  package init() {}
}
