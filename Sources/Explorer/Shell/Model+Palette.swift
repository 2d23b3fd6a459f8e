import Rewind
import TextUI

extension Model {
  private static let offersOfAKind = 20
  private static let shortestID = 6
  private static let shortestMention = 3

  /// Opens the palette.
  mutating func openPalette() {
    shell.prompt = Prompt(.palette)
    offerCompletions()
  }

  /// Offers what the palette's text can mean: moments first, then commands, streams, types, an id.
  mutating func offerCompletions() {
    guard let prompt = shell.prompt, prompt.kind == .palette else { return }
    let text = prompt.field.text
    let commands = commandOffers(text)
    let startingSo = commands.filter { $0.text.hasWord(startingWith: text.lowercased()) }
    let others = commands.filter { !$0.text.hasWord(startingWith: text.lowercased()) }
    var offers = momentOffers(text) + startingSo
    if !text.isEmpty {
      offers += logOffers(text) + streamOffers(text) + typeOffers(text) + projectionOffers(text)
    }
    offers += others
    if text.utf8.count >= Self.shortestID, text.contains(where: \.isNumber), !text.contains(" ") {
      offers.append(Offer(target: .eventID(text), text: text, note: "the event with this id"))
      offers.append(
        Offer(target: .carrying(text), text: text, note: "all events of this correlation or cause"))
    }
    if text.utf8.count >= Self.shortestMention, let pattern = TextPattern(typed: text) {
      offers.append(
        Offer(target: .mentions(pattern), text: text, note: "all events that mention it"))
    }
    shell.prompt?.offers = offers
  }

  private func streamOffers(_ text: String) -> [Offer] {
    guard let pattern = TextPattern(typed: text) else { return [] }
    return (shell.prompt?.streams ?? []).compactMap { id in
      let name = shell.index.stream(id).name.rawValue
      return pattern.matches(name) ? Offer(target: .stream(id), text: name, note: "stream") : nil
    }
  }

  private func logOffers(_ text: String) -> [Offer] {
    guard shell.logs.areSeveral, let pattern = TextPattern(typed: text) else { return [] }
    return shell.logs.names.enumerated().filter { pattern.matches($0.element) }
      .prefix(Self.offersOfAKind)
      .map { Offer(target: .log($0.offset), text: $0.element, note: "log") }
  }

  private func projectionOffers(_ text: String) -> [Offer] {
    guard let pattern = TextPattern(typed: text) else { return [] }
    return shell.projections.filter { pattern.matches($0.name) }.map {
      Offer(target: .projection($0.name), text: $0.name, note: "projection")
    }
  }

  private func momentOffers(_ text: String) -> [Offer] {
    guard !text.isEmpty else { return [] }
    let context = room.momentContext(in: shell)
    guard
      let moment = try? Moment(parsing: text, in: shell.options.display.zone, relativeTo: context)
    else {
      return isPlaceless(text)
        ? [Offer(target: .placeless, text: text, note: "needs a stream")] : []
    }
    return [
      Offer(
        target: .moment(moment), text: text, note: room.description(of: moment, in: shell))
    ]
  }

  /// Whether a text is a relative moment, on a screen that has no current one: `50%` on Streams.
  private func isPlaceless(_ text: String) -> Bool {
    let now = shell.now
    let somewhere = MomentContext(version: 1, lastVersion: 1, time: now, now: now)
    return (try? Moment(parsing: text, in: shell.options.display.zone, relativeTo: somewhere))
      != nil
  }

  private func commandOffers(_ text: String) -> [Offer] {
    var seen: Set<String> = []
    let words = text.lowercased().split(separator: " ")
    return shell.keymap.bindings(in: panel).compactMap { binding in
      guard binding.command != .count, words.allSatisfy({ binding.name.contains($0) }),
        seen.insert(binding.name).inserted
      else { return nil }
      return Offer(
        target: .command(binding.command), text: binding.name,
        note: binding.label(shell.options.display.glyphs))
    }
  }

  private func typeOffers(_ text: String) -> [Offer] {
    guard let pattern = TextPattern(typed: text) else { return [] }
    let index = shell.index
    return (0..<index.typeCount).lazy.map { TypeID(rawValue: $0) }
      .filter { pattern.matches(index.typeName($0)) }
      .prefix(Self.offersOfAKind)
      .map { id in
        let count = Format.count(index.eventCount(ofType: id), "event")
        return Offer(target: .type(id), text: index.typeName(id), note: "type, \(count)")
      }
  }

  /// Does what was chosen.
  mutating func take(_ offer: Offer) -> [Effect] {
    switch offer.target {
    case .command(let command): return perform(command, count: nil)
    case .moment(let moment):
      if let error = inRoom({ $0.go(to: moment, in: &$1) }) {
        shell.say(error.text, isError: true)
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
    case .carrying(let id): go(to: .events(.carrying(id)))
    case .mentions(let pattern): go(to: .events(.text(pattern)))
    case .eventID(let id): return searchID(id)
    }
    shell.value = nil
    return []
  }

  private mutating func go(to place: Place) {
    shell.go(to: place)
    goToDestination()
  }

  /// Looks for an event by its id in the whole log.
  private mutating func searchID(_ id: String) -> [Effect] {
    guard shell.index.eventCount > 0 else { return [] }
    let range = EventRange(stream: nil, places: 1...shell.index.eventCount)
    return [
      shell.ask(.find(Find(sought: .id(id), range: range, direction: .forward, count: 1)))
    ]
  }

  /// Goes to the event that has an id; where none has, to those that mention it, for it may be one
  /// that data tells of.
  mutating func arrive(at position: Int?, ofID id: String) {
    if let position {
      shell.go(toEventAt: position)
      goToDestination()
    } else if let pattern = TextPattern(typed: id) {
      shell.value = nil
      go(to: .events(.text(pattern)))
      shell.say("no event has this id; these are the events that mention it")
    }
  }

  /// Goes to the events that have an id as that of a correlation or a cause, since none has it as its own.
  mutating func arrive(atCarriersOf id: String) {
    shell.value = nil
    go(to: .events(.carrying(id)))
    shell.say("no event has this id; these are of this correlation or cause")
  }
}

extension String {
  /// Whether one of the words starts with a text.
  fileprivate func hasWord(startingWith text: String) -> Bool {
    hasPrefix(text) || split(separator: " ").contains { $0.hasPrefix(text) }
  }
}
