import TextUI

/// What is typed before the answer that it depends on is there.
///
/// After Enter in a prompt the next keys are about what was found: they wait for it, in order, so
/// that typing fast does the same as typing slowly.
struct HeldInput: Sendable {
  /// More than this is not kept; nobody types so far ahead.
  private static let limit = 256

  /// The answer that is waited for.
  let lane: Lane
  private(set) var events: [InputEvent]

  init(until lane: Lane, _ events: [InputEvent] = []) {
    self.lane = lane
    self.events = events
  }

  mutating func add(_ event: InputEvent) {
    if events.count < Self.limit { events.append(event) }
  }
}

extension Model {
  /// Keeps what waits for an answer; false where it is to be taken at once.
  mutating func hold(_ event: InputEvent) -> Bool {
    if held == nil, rowsAreAwaited { held = HeldInput(until: .rows) }
    guard let held, isAwaited(held.lane) else { return false }
    switch event {
    case .escapeRetracted, .key(.escape), .key(.control("c")): return false
    case .key(.control("l")), .key(.control("z")): return false
    case .key, .paste, .mouse:
      self.held?.add(event)
      return true
    }
  }

  /// Whether keys are about rows that are not there yet, and come quickly.
  private var rowsAreAwaited: Bool {
    prompt == nil && panel == .rows && rowsView.at == nil && shownRows?.key != rowsKey
      && knowledge.requests.pending[.rows] != nil
  }

  /// Whether an answer is to come; a search among rows takes several.
  private func isAwaited(_ lane: Lane) -> Bool {
    knowledge.requests.pending[lane] != nil || lane == .rows && projections.search != nil
  }

  /// Takes what waited, once the answer is there, until something is to be waited for again.
  mutating func takeHeld() -> [Effect] {
    var effects: [Effect] = []
    while let held, !isAwaited(held.lane) {
      self.held = nil
      var rest = held.events[...]
      while self.held == nil, departure == nil, let event = rest.popFirst() {
        effects += take(event)
        settle()
        effects += askForWhatIsMissing()
        if self.held == nil, !rest.isEmpty, knowledge.requests.pending[.find] != nil {
          self.held = HeldInput(until: .find)
        }
      }
      departure?.typedAhead = Array(rest)
      for event in rest { self.held?.add(event) }
    }
    return effects
  }
}
