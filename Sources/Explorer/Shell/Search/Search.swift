import Rewind

/// A search that is on: what is looked for in which list, and what has been found.
struct Search: Hashable, Sendable {
  /// What is looked through.
  struct Scope: Hashable, Sendable {
    enum List: Hashable, Sendable {
      /// The rows of a panel whose texts are all at hand.
      case texts(Panel)
      /// The events of a stream, or of the log where it is nil, that pass a filter.
      case events(StreamID?, EventFilter?)
      case streams
      case rows(ReadModels.RowsKey)
    }
    var list: List
    /// What tells the list from the same one renewed.
    var edition = 0
  }
  /// A way to a hit that is still to be found.
  struct Step: Hashable, Sendable {
    /// Which of the hits on the way, from 1.
    var count = 1
    var from: Int
    var direction = Find.Direction.forward
    /// Whether a hit at the start of the way counts.
    var includesStart = false
  }

  let pattern: TextPattern
  var scope: Scope
  var hits: Hits
  /// The hit that is to be gone to as soon as it is found.
  var wanted: Step?
  /// The way that the last step went, where it went over the list's end.
  var wentRound: Find.Direction?

  /// Sets out for a hit; where that is not on the way of the search so far, looks anew from there.
  mutating func want(_ step: Step) {
    var step = step
    // The key was pressed again before the hit was found: two steps are two hits.
    if let wanted, wanted.direction == step.direction, wanted.from == step.from {
      step.count += wanted.count
      step.includesStart = wanted.includesStart
    }
    wanted = step
    wentRound = nil
    let known = hits.hit(
      step.count, from: step.from, step.direction, includes: step.includesStart)
    if known == .unknown, !hits.isOnTheWay(from: step.from, step.direction) {
      hits = Hits(in: hits.places, from: step.from, step.direction)
    }
  }

  /// Comes to the end of the way: answers what is there, once that is known.
  mutating func arrive() -> Hits.Outcome {
    guard let step = wanted else { return .unknown }
    let outcome = hits.hit(
      step.count, from: step.from, step.direction, includes: step.includesStart)
    if outcome != .unknown { wanted = nil }
    if case .hit(_, isRound: true) = outcome { wentRound = step.direction }
    return outcome
  }
}

extension Search {
  /// `3 of 56`, as seen from a place: how many hits there are, and whether the way to this one went round.
  func summary(at place: Int, separator: String) -> String {
    let count = Format.grouped(hits.found.count)
    guard hits.isWhole else {
      let part = Format.percentage(Double(hits.looked) / Double(max(1, hits.places.count)))
      return "\(count) so far, \(part)"
    }
    guard !hits.found.isEmpty else { return "no hit" }
    let number = hits.number(of: place).map { "\(Format.grouped($0)) of \(count)" }
    let round =
      switch wentRound {
      case .forward: separator + "on from the top"
      case .backward: separator + "on from the end"
      case nil: ""
      }
    return (number ?? Format.count(hits.found.count, "hit")) + round
  }
}
