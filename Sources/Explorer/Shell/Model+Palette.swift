import Rewind
import TextUI

/// What choosing in the palette does.
extension Model {
  /// Opens the palette.
  mutating func openPalette() {
    shell.prompt = Prompt(.palette)
    offerCompletions()
  }

  /// Does what was chosen.
  mutating func take(_ offer: Offer) -> [Effect] {
    switch offer.target {
    case .command(let command): return performAnywhere(command, named: offer.text)
    case .moment(let moment):
      let context = room.momentContext(in: shell)
      if let error = inRoom({ $0.go(to: moment, in: &$1) }) {
        shell.say(error.text, isError: true)
      } else {
        shell.sayWhereStepsEnded(offer.text, from: context)
      }
    case .placeless:
      let isSomewhere = room.momentContext(in: shell) != nil
      shell.say(
        isSomewhere
          ? "\(offer.text) needs an event with a time to count from"
          : "\(offer.text) needs a stream to count in: open one first",
        isError: true)
      return []
    case .log(let number): goToLog(number)
    case .stream(let id): go(to: .stream(id, version: nil))
    case .type(let id): go(to: .events(.type(id)))
    case .projection(let name):
      show(.projections)
      comeIn(at: .projection(name))
    case .carrying(let id): return lookInWholeLog(for: .carrier(id))
    case .mentions(let pattern): return lookInWholeLog(for: .mention(pattern, isOfID: false))
    case .eventID(let id): return lookInWholeLog(for: .id(id))
    }
    shell.value = nil
    return []
  }

  /// Does a command in the panel that has the focus, or in one that has a place for it, here or on another screen.
  private mutating func performAnywhere(_ command: Command, named name: String) -> [Effect] {
    guard shell.keymap.binding(of: command, in: panel) == nil else {
      return perform(command, count: nil)
    }
    guard let target = screen(for: command) else {
      shell.say("\(name) needs a stream: open one first", isError: true)
      return []
    }
    shell.value = nil
    if room.popupPanel != nil { inRoom { $0.closePopup(in: &$1) } }
    show(target)
    if shell.keymap.binding(of: command, in: panel) == nil,
      let panel = target.panels.first(where: { shell.keymap.binding(of: command, in: $0) != nil })
    {
      inRoom { room, _ in room.focus = panel }
    }
    return perform(command, count: nil)
  }

  private mutating func go(to place: Place) {
    shell.go(to: place)
    goToDestination()
  }

  // MARK: What is looked for before it is gone to

  /// Looks for an event from the log's first on.
  private mutating func lookInWholeLog(for sought: Find.Sought) -> [Effect] {
    guard shell.index.eventCount > 0 else {
      shell.say("there are no events to look through")
      return []
    }
    let range = EventRange(stream: nil, places: 1...shell.index.eventCount)
    return [shell.ask(.find(Find(sought: sought, range: range, direction: .forward, count: 1)))]
  }

  /// Where the palette looked for an id that no event has, looks for events that mention it, for it may be one that
  /// data tells of.
  mutating func lookOn(after question: Question) -> [Effect] {
    guard case .id(let id)? = question.find?.sought, let pattern = TextPattern(typed: id) else {
      return []
    }
    return lookInWholeLog(for: .mention(pattern, isOfID: true))
  }

  /// Goes to what the palette looked for and is there; false where something else was looked for.
  mutating func arrive(at position: Int, of sought: Find.Sought) -> Bool {
    switch sought {
    case .id: shell.go(toEventAt: position)
    case .carrier(let id): shell.go(to: .events(.carrying(id)))
    case .mention(let pattern, let isOfID):
      shell.go(to: .events(.text(pattern)))
      if isOfID { shell.say("no event has this id; these are the events that mention it") }
    case .text, .type, .change, .fault: return false
    }
    shell.value = nil
    goToDestination()
    return true
  }

  /// Goes to the events that have an id as that of a correlation or a cause, since none has it as its own.
  mutating func arriveAtCarriers(of sought: Find.Sought) {
    switch sought {
    case .id(let id):
      go(to: .events(.carrying(id)))
      shell.say("no event has this id; these are of this correlation or cause")
    case .carrier(let id): go(to: .events(.carrying(id)))
    case .text, .mention, .type, .change, .fault: return
    }
    shell.value = nil
  }

  /// Says that what the palette looked for is nowhere, and why it is no moment either; false where something else was
  /// looked for.
  mutating func sayIsNowhere(_ sought: Find.Sought) -> Bool {
    let soFar = shell.knowledge.indexed == nil ? "" : " so far"
    switch sought {
    case .carrier(let id):
      shell.say("no event is of a correlation or cause \(id)\(soFar)", isError: true)
    case .mention(let pattern, _) where pattern.isInverted:
      shell.say("every event mentions \(pattern.text)", isError: true)
    case .mention(let pattern, _):
      let moment = whyNoMoment(pattern.text).map { "; \($0)" } ?? ""
      shell.say(
        "nothing is called \(pattern.text), and no event mentions it\(soFar)\(moment)",
        isError: true)
    case .text, .type, .id, .change, .fault: return false
    }
    return true
  }
}
