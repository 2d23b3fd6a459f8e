import Rewind
import TextUI

extension Model {
  private static let offersOfAKind = 20
  private static let shortestID = 6
  private static let shortestMention = 3

  /// Offers what the palette's text can mean: moments first, then commands, streams, types, an id.
  mutating func offerCompletions() {
    guard let prompt, prompt.kind == .palette else { return }
    let text = prompt.field.text
    let commands = commandOffers(text)
    let startingSo = commands.filter { $0.text.hasWord(startingWith: text.lowercased()) }
    let others = commands.filter { !$0.text.hasWord(startingWith: text.lowercased()) }
    var offers = momentOffers(text) + startingSo
    if !text.isEmpty {
      offers += rootOffers(text) + streamOffers(text) + typeOffers(text) + projectionOffers(text)
    }
    offers += others
    if text.utf8.count >= Self.shortestID, text.contains(where: \.isNumber), !text.contains(" ") {
      offers.append(Offer(target: .eventID(text), text: text, note: "the event with this id"))
    }
    if text.utf8.count >= Self.shortestMention, let pattern = TextPattern(typed: text) {
      offers.append(
        Offer(target: .mentions(pattern), text: text, note: "all events that mention it"))
    }
    self.prompt?.offers = offers
  }

  private func streamOffers(_ text: String) -> [Offer] {
    guard let pattern = TextPattern(typed: text) else { return [] }
    return (prompt?.streams ?? []).compactMap { id in
      let name = index.stream(id).name.rawValue
      return pattern.matches(name) ? Offer(target: .stream(id), text: name, note: "stream") : nil
    }
  }

  private func rootOffers(_ text: String) -> [Offer] {
    guard siblings.areSeveral, let pattern = TextPattern(typed: text) else { return [] }
    return siblings.names.enumerated().filter { pattern.matches($0.element) }
      .prefix(Self.offersOfAKind)
      .map { Offer(target: .root($0.offset), text: $0.element, note: "log") }
  }

  private func projectionOffers(_ text: String) -> [Offer] {
    guard let pattern = TextPattern(typed: text) else { return [] }
    return options.projections.filter { pattern.matches($0.name) }.map {
      Offer(target: .projection($0.name), text: $0.name, note: "projection")
    }
  }

  private func momentOffers(_ text: String) -> [Offer] {
    guard !text.isEmpty else { return [] }
    guard let moment = try? Moment(parsing: text, in: options.zone, relativeTo: momentContext)
    else {
      return isPlaceless(text)
        ? [Offer(target: .placeless, text: text, note: "needs a stream")] : []
    }
    let target = withinEnds(moment, typed: text)
    let goes = screen == .projections ? "show as of" : "go to"
    let note =
      switch target {
      case .version(let number):
        screen == .stream ? "go to v\(number)" : "\(goes) position \(number)"
      case .position(let number): "\(goes) position \(number)"
      case .time(let time): "\(goes) \(Spelling.moment(time, in: options.zone))"
      case .end: screen == .projections ? "show as of now" : "go to the end"
      }
    return [Offer(target: .moment(target), text: text, note: note)]
  }

  /// Whether a text is a moment that is told from a place, and here is none: `50%` of the streams.
  private func isPlaceless(_ text: String) -> Bool {
    let now = knowledge.now ?? Timestamp(microseconds: 0)
    let somewhere = MomentContext(version: 1, lastVersion: 1, time: now, now: now)
    return (try? Moment(parsing: text, in: options.zone, relativeTo: somewhere)) != nil
  }

  private func commandOffers(_ text: String) -> [Offer] {
    var seen: Set<String> = []
    let words = text.lowercased().split(separator: " ")
    return keymap.bindings(in: panel).compactMap { binding in
      guard binding.command != .count, words.allSatisfy({ binding.name.contains($0) }),
        seen.insert(binding.name).inserted
      else { return nil }
      return Offer(
        target: .command(binding.command), text: binding.name,
        note: binding.label(options.glyphs))
    }
  }

  private func typeOffers(_ text: String) -> [Offer] {
    guard let pattern = TextPattern(typed: text) else { return [] }
    return (0..<index.typeCount).lazy.map { TypeID(rawValue: $0) }
      .filter { pattern.matches(index.typeName($0)) }
      .prefix(Self.offersOfAKind)
      .map { id in
        let count = Spelling.count(index.eventCount(ofType: id), "event")
        return Offer(target: .type(id), text: index.typeName(id), note: "type, \(count)")
      }
  }

  /// Does what was chosen.
  mutating func take(_ offer: Offer) -> [Effect] {
    switch offer.target {
    case .command(let command): return perform(command, count: nil)
    case .moment(let moment):
      if let nowhere = go(to: moment) { notice = Notice(text: nowhere.text, isError: true) }
    case .placeless:
      notice = Notice(
        text: screen == .stream || screen == .log
          ? "\(offer.text) needs an event with a time to count from"
          : "\(offer.text) needs a stream to count in: open one first",
        isError: true)
      return []
    case .root(let number): goToRoot(number)
    case .stream(let id): open(id)
    case .type(let id):
      leave(for: .log)
      log.origin = .streams
      log.list.setFilter(.type(id))
    case .projection(let name):
      show(.projections)
      select(projection: name)
    case .mentions(let pattern): showMentions(of: pattern)
    case .eventID(let id): return lookForID(id)
    }
    popup = nil
    return []
  }

  private mutating func showMentions(of pattern: TextPattern) {
    leave(for: .log)
    log.list.setFilter(.text(pattern))
  }

  /// No event has the id; it may be one that events carry, such as a correlation id.
  mutating func showMentions(ofID id: String) {
    guard let pattern = TextPattern(typed: id) else { return }
    popup = nil
    showMentions(of: pattern)
    notice = Notice(text: "no event has this id; these are the events that mention it")
  }
}

extension String {
  /// Whether one of the words starts with a text.
  fileprivate func hasWord(startingWith text: String) -> Bool {
    hasPrefix(text) || split(separator: " ").contains { $0.hasPrefix(text) }
  }
}
