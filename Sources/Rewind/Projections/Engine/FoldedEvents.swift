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

  /// The digest of what an event left in a row: that of another row is the same where the rows are, but for the position
  /// of the last event and the order of the members of documents.
  package struct Digest: Sendable {
    package var position: Int
    /// The row's number, which is that of its key among all that were new; nil for the half of the state that all rows
    /// share.
    package var row: Int?
    /// The digest; 0 where there is no row.
    package var value: UInt64

    package init(position: Int, row: Int?, value: UInt64) {
      self.position = position
      self.row = row
      self.value = value
    }
  }

  package var faults: [Fault] = []
  /// The event at which the engine broke, or one too long at work was ended: whatever the policy, it folds no more.
  package var stop: Fault?
  package var waits: [Waiting] = []
  package var entries: [ReadModelChanges.Entry] = []
  package var steps: [Step] = []
  package var digests: [Digest] = []
  /// The keys of the rows of which digests are told for the first time.
  package var newKeys: [String] = []
  package var passed: [Passed] = []
  package var notes: [ProjectionNote] = []

  package init() {}
}
