package import Rewind

extension ProjectionAnswers {
  /// What an event made of a row.
  package struct Step: Sendable, Hashable {
    package let place: Place
    /// The row's key; nil stands for the shared state.
    package let key: String?
    /// The state behind the event, as ``ProjectionSession/takeChanged(_:)`` would give it; nil where there is no row.
    package internal(set) var state: JSONText?
    /// What transforms and filters make of the state, `null` where they hold it back; nil where there are none.
    package internal(set) var result: JSONText?
  }

  /// An event of which nothing came, and why.
  package struct Pass: Sendable, Hashable {
    package let place: Place
    package let reason: Reason
  }

  /// Why nothing came of an event.
  package enum Reason: Int, Sendable, Hashable {
    /// No handler takes its type.
    case unhandled
    /// It has no key.
    case noKey
    /// It went to other rows than those that are asked for.
    case otherRow
    /// Its row changed, but a transform or a filter holds the result back.
    case filtered
    /// The source has neither its stream nor its type.
    case otherSource
    /// It is a link, which is passed over.
    case link
  }

  /// Adds what is known of events that are not sent.
  mutating func add(_ passed: [Pass]) { self.passed += passed }

  /// Adds what is told of the events of a frame, with what is known of those between them.
  mutating func add(
    _ told: (steps: [Step], passed: [Pass]), among unsent: some Sequence<Pass>
  ) {
    steps += told.steps
    var unsent = Array(unsent)[...]
    for pass in told.passed {
      while let first = unsent.first, first.place < pass.place {
        passed.append(unsent.removeFirst())
      }
      passed.append(pass)
    }
    passed += unsent
  }
}

extension ProjectionAnswers.Place: Comparable {
  package static func < (a: Self, b: Self) -> Bool { (a.position, a.part) < (b.position, b.part) }
}
