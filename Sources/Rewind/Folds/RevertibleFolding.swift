/// Folds events one after another into an aggregate, which stays as it is where one cannot be applied.
///
/// A copy made before each event would have each event copy what it changes. So the state is kept now and then,
/// and where an event throws, those since are applied to it again: an aggregate makes of the same events the same
/// state.
struct RevertibleFolding<A: Aggregate> {
  private static var keptEvery: Int { 64 }

  /// The state behind the events applied so far.
  private(set) var state: A
  private let events: [StoredEvent]
  private let lifted: [Result<[EventRecord], UpcastError>]?
  private var kept: A
  /// The state that is kept is the one before the event at this place; those since could be applied.
  private var keptBefore = 0

  /// - Parameter lifted: what each event is lifted to, at the same place; nil where it is folded as it is.
  init(
    _ lifted: [Result<[EventRecord], UpcastError>]?, of events: [StoredEvent], from state: A
  ) {
    (self.events, self.lifted) = (events, lifted)
    (self.state, kept) = (state, state)
  }

  /// Applies the event at a place, the one behind the last; answers why it cannot be, nil where it was.
  mutating func apply(_ place: Int) -> String? {
    if case .damaged(let line) = events[place] { return line.reason }
    if place - keptBefore >= Self.keptEvery { keep(before: place) }
    do {
      try applyParts(of: place)
      return nil
    } catch {
      revert(to: place)
      return "\(error)"
    }
  }

  private mutating func applyParts(of place: Int) throws {
    guard case .event(let event) = events[place] else { return }
    guard let lifted else { return try state.apply(event) }
    for part in try lifted[place].get() { try state.apply(part) }
  }

  private mutating func keep(before place: Int) {
    (kept, keptBefore) = (state, place)
  }

  /// Goes back to the state before the event at a place, which is left out from then on.
  private mutating func revert(to place: Int) {
    state = kept
    for earlier in keptBefore..<place { try? applyParts(of: earlier) }
    keep(before: place + 1)
  }
}
