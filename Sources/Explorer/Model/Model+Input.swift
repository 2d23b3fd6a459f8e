import Rewind
import TextUI

extension Model {
  private static let greatestCount = 999_999_999

  mutating func take(_ event: InputEvent) -> [Effect] {
    if case .escapeRetracted = event { return retractEscape() }
    beforeEscape = event == .key(.escape) ? SavedModel(self) : nil
    // They end what is waited for, and with it what was to come after.
    if [.key(.escape), .key(.control("c"))].contains(event) { held = nil }
    let before = whereabouts
    var effects: [Effect]
    switch event {
    case .key(let key): effects = take(key)
    case .paste(let text): effects = paste(text)
    case .mouse(let mouse): effects = take(mouse)
    case .escapeRetracted: effects = []
    }
    if whereabouts != before {
      // Who moves on neither waits for a search nor follows the newest.
      if case .find? = whereabouts.search, before.search == whereabouts.search,
        let cancel = knowledge.requests.cancel(.find)
      {
        effects.append(cancel)
      }
      if isFollowing, !isAtNewest { isFollowing = false }
    }
    return effects
  }

  private mutating func take(_ key: Key) -> [Effect] {
    guard !layout.isTooSmall else {
      return [.character("q"), .control("c")].contains(key) ? [.quit] : []
    }
    notice = nil
    if prompt != nil { return takeInPrompt(key) }
    if key == .escape { return undoTopmost() }
    if key == .control("c"), count != nil || !prefix.isEmpty || panel.screen == nil {
      return undoTopmost()
    }
    if case .character(let character) = key, let digit = character.wholeNumberValue,
      character.isASCII, prefix.isEmpty, digit > 0 || count != nil
    {
      count = min((count ?? 0) * 10 + digit, Self.greatestCount)
      return []
    }
    let keys = prefix + [key]
    if let binding = keymap.binding(for: keys, in: panel) {
      let count = self.count
      (self.count, prefix) = (nil, [])
      return perform(binding.command, count: count)
    }
    if keymap.isPrefix(keys, in: panel) {
      prefix = keys
      return []
    }
    let label = keys.map { $0.label(options.glyphs) }.joined()
    notice = Notice(text: "\(label) does nothing here")
    (count, prefix) = (nil, [])
    return []
  }

  /// A paste goes into the prompt; without one it opens the palette, and nothing is executed.
  private mutating func paste(_ text: String) -> [Effect] {
    guard !layout.isTooSmall else { return [] }
    (count, prefix) = (nil, [])
    if prompt == nil { prompt = Prompt(.palette) }
    prompt?.field.insert(text)
    promptChanged()
    return []
  }

  /// The Esc was the start of another key: all is as it was before, but what became known stays.
  private mutating func retractEscape() -> [Effect] {
    guard let saved = beforeEscape?.model else { return [] }
    let knowledge = self.knowledge
    self = saved
    let search = saved.knowledge.requests.pending[.find]
    let isCancelled = search != nil && knowledge.requests.pending[.find] == nil
    self.knowledge = knowledge
    // Parts of an answer may have reached the model that is given up.
    var effects = [self.knowledge.requests.cancel(.matches)].compactMap { $0 }
    if isCancelled, let search { effects.append(self.knowledge.requests.ask(search.question)) }
    return effects
  }

  /// What tells whether one has moved.
  private struct Whereabouts: Equatable {
    var screen: Screen
    var stream: StreamID?
    var place: Int?
    var streamRow: Int
    var search: Question?
  }

  private var whereabouts: Whereabouts {
    Whereabouts(
      screen: screen, stream: stream?.id, place: events?.place,
      streamRow: streams.cursor.row, search: knowledge.requests.pending[.find]?.question)
  }

  /// Whether one is where following keeps one.
  private var isAtNewest: Bool {
    switch screen {
    case .streams: streams.cursor.row == 0
    case .stream, .log: events.map { $0.place == $0.rows.last } ?? false
    case .roots, .projections, .help: true
    }
  }
}
