import TextUI

/// What is typed before the answer that it depends on is there.
///
/// After Enter in a prompt the next keys are about what was found: they wait for it, in order, so
/// that typing fast does the same as typing slowly.
struct HeldInput: Sendable {
  /// More input than this is not kept.
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
    if shell.held == nil, let lane = awaitedLane { shell.held = HeldInput(until: lane) }
    guard let held = shell.held, isAwaited(held.lane) else { return false }
    switch event {
    case .escapeRetracted, .key(.escape), .key(.control("c")): return false
    case .key(.control("l")), .key(.control("z")): return false
    case .key, .paste, .mouse:
      shell.held?.add(event)
      return true
    }
  }

  /// The lane of a quick answer that the next keys depend on.
  private var awaitedLane: Lane? {
    shell.prompt == nil && shell.value == nil ? room.awaitedLane(in: shell) : nil
  }

  /// The lane of a search that has not come to what it is to go to.
  var searchLane: Lane? { [.find, .hits].first { isAwaited($0) } }

  /// Whether an answer is to come; of a search, whether the hit that it is to go to has not been found.
  private func isAwaited(_ lane: Lane) -> Bool {
    lane == .hits
      ? shell.search?.wanted != nil : shell.knowledge.requests.pending[lane] != nil
  }

  /// Takes what waited, once the answer is there, until something is to be waited for again.
  mutating func takeHeld() -> [Effect] {
    var effects: [Effect] = []
    while let held = shell.held, !isAwaited(held.lane) {
      shell.held = nil
      // What was found is read before the keys that are about it.
      effects += askForWhatIsMissing()
      if let lane = room.laneOfCursor(in: shell) {
        shell.held = HeldInput(until: lane, held.events)
        continue
      }
      var rest = held.events[...]
      while shell.held == nil, shell.logSwitch == nil, let event = rest.popFirst() {
        effects += take(event)
        settle()
        effects += askForWhatIsMissing()
        guard shell.held == nil, !rest.isEmpty else { continue }
        shell.held = (searchLane ?? awaitedLane).map { HeldInput(until: $0) }
      }
      shell.logSwitch?.typedAhead = Array(rest)
      for event in rest { shell.held?.add(event) }
    }
    return effects
  }
}
