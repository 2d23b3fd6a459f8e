import Rewind
import TextUI

/// What the palette offers.
extension Model {
  private static let offersOfAKind = 20
  private static let shortestID = 6
  private static let shortestMention = 3

  /// Offers what the palette's text can mean, in the order of ``Offer/Rank``; of the same rank what there are few of
  /// comes first.
  mutating func offerCompletions() {
    guard let prompt = shell.prompt, prompt.kind == .palette else { return }
    let text = prompt.field.text
    var offers = commandOffers(text)
    if !text.isEmpty {
      offers += momentOffers(text) + logOffers(text) + projectionOffers(text)
      offers += streamOffers(text) + typeOffers(text) + searchOffers(text)
    }
    shell.prompt?.offers = Offer.Rank.allCases.flatMap { rank in
      offers.filter { $0.rank == rank }
    }
  }

  private func streamOffers(_ text: String) -> [Offer] {
    guard let pattern = TextPattern(typed: text) else { return [] }
    return (shell.prompt?.streams ?? []).compactMap { id in
      let name = shell.index.stream(id).name.rawValue
      return pattern.matches(name)
        ? Offer(target: .stream(id), text: name, note: "stream", rank: name.rank(for: text)) : nil
    }
  }

  private func logOffers(_ text: String) -> [Offer] {
    guard shell.logs.areSeveral, let pattern = TextPattern(typed: text) else { return [] }
    return shell.logs.names.enumerated().filter { pattern.matches($0.element) }
      .prefix(Self.offersOfAKind)
      .map { number, name in
        Offer(target: .log(number), text: name, note: "log", rank: name.rank(for: text))
      }
  }

  private func projectionOffers(_ text: String) -> [Offer] {
    guard let pattern = TextPattern(typed: text) else { return [] }
    return shell.projections.map(\.name).filter { pattern.matches($0) }.map { name in
      Offer(
        target: .projection(name), text: name, note: "projection", rank: name.rank(for: text))
    }
  }

  private func typeOffers(_ text: String) -> [Offer] {
    guard let pattern = TextPattern(typed: text) else { return [] }
    let index = shell.index
    let found = (0..<index.typeCount).lazy.map { TypeID(rawValue: $0) }
      .filter { pattern.matches(index.typeName($0)) }
    return found.prefix(Self.offersOfAKind).map { id in
      let name = index.typeName(id)
      let count = Format.count(index.eventCount(ofType: id), "event")
      return Offer(
        target: .type(id), text: name, note: "type, \(count)", rank: name.rank(for: text))
    }
  }

  // MARK: Commands

  /// The commands of this panel, then those that have their place elsewhere.
  private func commandOffers(_ text: String) -> [Offer] {
    let words = text.lowercased().split(separator: " ")
    var seen: Set<String> = []
    let here = shell.keymap.bindings(in: panel)
    let elsewhere = shell.keymap.bindings.filter { !$0.panels.isSubset(of: .popups) }
    return (here + elsewhere).compactMap { binding in
      let name = binding.name
      guard binding.command != .count, words.allSatisfy({ name.contains($0) }),
        seen.insert(name).inserted
      else { return nil }
      let label = binding.label(shell.options.display.glyphs)
      let place = placeOfCommand(binding.command)
      return Offer(
        target: .command(binding.command), text: name,
        note: place.map { "\(label)\(shell.separator)\($0)" } ?? label,
        rank: name.rank(for: text.lowercased()))
    }
  }

  /// Where a command has its place, if that is not the screen that is shown.
  private func placeOfCommand(_ command: Command) -> String? {
    guard shell.keymap.binding(of: command, in: panel) == nil else { return nil }
    switch screen(for: command) {
    case screen: return nil
    case let other?: return "on \(other.title)"
    case nil: return "needs a stream"
    }
  }

  /// The screen on which a command has its place: the one that is shown, or one that can be gone to; nil where only
  /// a stream has it, and none is shown.
  func screen(for command: Command) -> Screen? {
    let panels = shell.keymap.bindings.filter { $0.command == command }
      .reduce(into: Set<Panel>()) { $0.formUnion($1.panels) }
    let screens = [screen, screenBelow, .streams, .projections, .allEvents, .help]
    return screens.first { !panels.isDisjoint(with: $0.panels) }
  }

  // MARK: Moments

  private func momentOffers(_ text: String) -> [Offer] {
    guard let moment = try? shell.moment(text, in: room) else {
      return isPlaceless(text)
        ? [Offer(target: .placeless, text: text, note: "needs a stream", rank: .placeless)] : []
    }
    let reason = whyNot(moment)
    return [
      Offer(
        target: .moment(moment), text: text,
        note: reason ?? room.description(of: moment, in: shell),
        rank: reason == nil ? .moment : .missing)
    ]
  }

  /// Why a text that is a moment's cannot be gone to; nil where it can, or is none.
  func whyNoMoment(_ text: String) -> String? {
    momentOffers(text).first { $0.rank == .missing }?.note
  }

  /// Why a moment cannot be gone to; nil where it can.
  private func whyNot(_ moment: Moment) -> String? {
    // Going there is tried in copies that nobody sees.
    var (room, shell) = (room, shell)
    return room.go(to: moment, in: &shell)?.text
  }

  /// Whether a text is a relative moment, on a screen that has no current one: `50%` on Streams.
  private func isPlaceless(_ text: String) -> Bool {
    let now = shell.now
    let somewhere = MomentContext(version: 1, lastVersion: 1, time: now, now: now)
    return (try? Moment(parsing: text, in: shell.options.display.zone, relativeTo: somewhere))
      != nil
  }

  // MARK: What is searched for

  /// Ids, and texts in events: whether there are any is known once they have been looked for.
  private func searchOffers(_ text: String) -> [Offer] {
    var offers: [Offer] = []
    if text.utf8.count >= Self.shortestID, text.contains(where: \.isNumber), !text.contains(" ") {
      offers.append(
        Offer(target: .eventID(text), text: text, note: "the event with this id", rank: .id))
      offers.append(
        Offer(
          target: .carrying(text), text: text, note: "all events of this correlation or cause",
          rank: .id))
    }
    if text.utf8.count >= Self.shortestMention, let pattern = TextPattern(typed: text) {
      offers.append(
        Offer(
          target: .mentions(pattern), text: text, note: "all events that mention it",
          rank: .mention))
    }
    return offers
  }
}

extension String {
  /// How well a name is what was typed, where it contains that.
  fileprivate func rank(for typed: String) -> Offer.Rank {
    if self == typed { return .named }
    let (name, text) = (lowercased(), typed.lowercased())
    if name.hasPrefix(text) { return .startsSo }
    return name.split(separator: " ").contains { $0.hasPrefix(text) } ? .hasWord : .contains
  }
}
