import Rewind
import TextUI

extension Model {
  private static let greatestCount = 999_999_999

  mutating func take(_ event: InputEvent) -> [Effect] {
    if case .escapeRetracted = event { return retractEscape() }
    beforeEscape = event == .key(.escape) ? SavedModel(self) : nil
    // They end what is waited for, and with it what was to come after.
    if [.key(.escape), .key(.control("c"))].contains(event) { shell.held = nil }
    let before = whereabouts
    var effects: [Effect]
    switch event {
    case .key(let key): effects = take(key)
    case .paste(let text): effects = paste(text)
    case .mouse(let mouse): effects = take(mouse)
    case .escapeRetracted: effects = []
    }
    let now = whereabouts
    if now != before {
      // A move ends the wait for a search, and following the newest.
      if now.search?.find != nil, before.search == now.search,
        let cancel = shell.knowledge.requests.cancel(.find)
      {
        effects.append(cancel)
      }
      if before.wanted != nil, now.wanted == before.wanted { shell.search?.wanted = nil }
      if shell.isFollowing, !room.isAtNewest(in: shell) { shell.isFollowing = false }
    }
    return effects
  }

  private mutating func take(_ key: Key) -> [Effect] {
    guard !shell.layout.isTooSmall else {
      return [.character("q"), .control("c")].contains(key) ? [.quit] : []
    }
    shell.sayNothing()
    if shell.prompt != nil { return takeInPrompt(key) }
    if key == .escape { return undoTopmost() }
    if key == .control("c"), count != nil || !prefix.isEmpty || panel.isPopup {
      return undoTopmost()
    }
    if case .character(let character) = key, let digit = character.wholeNumberValue,
      character.isASCII, prefix.isEmpty, digit > 0 || count != nil
    {
      count = min((count ?? 0) * 10 + digit, Self.greatestCount)
      return []
    }
    let keys = prefix + [key]
    if let binding = shell.keymap.binding(for: keys, in: panel) {
      let count = self.count
      (self.count, prefix) = (nil, [])
      return perform(binding.command, count: count)
    }
    if shell.keymap.isPrefix(keys, in: panel) {
      prefix = keys
      return []
    }
    let label = keys.map { $0.label(shell.options.display.glyphs) }.joined()
    shell.say("\(label) does nothing here")
    (count, prefix) = (nil, [])
    return []
  }

  /// A paste goes into the prompt; without one it opens the palette, and nothing is executed.
  private mutating func paste(_ text: String) -> [Effect] {
    guard !shell.layout.isTooSmall else { return [] }
    (count, prefix) = (nil, [])
    if shell.prompt == nil { shell.prompt = Prompt(.palette) }
    edit { $0.insert(text) }
    return []
  }

  /// The Esc was the start of another key: all is as it was before, but what became known stays.
  private mutating func retractEscape() -> [Effect] {
    guard let saved = beforeEscape?.model else { return [] }
    let knowledge = shell.knowledge
    self = saved
    let search = shell.knowledge.requests.pending[.find]
    let isCancelled = search != nil && knowledge.requests.pending[.find] == nil
    shell.knowledge = knowledge
    // Parts of an answer may have reached the model that is given up.
    var effects = [.matches, .hits].compactMap { shell.knowledge.requests.cancel($0) }
    if isCancelled, let search { effects.append(shell.ask(search.question)) }
    return effects
  }

  /// The place and moment, compared to tell whether a key moved.
  private struct Whereabouts: Equatable {
    var screen: Screen
    var place: Place
    var search: Question?
    var wanted: Search.Step?
  }

  private var whereabouts: Whereabouts {
    Whereabouts(
      screen: screen, place: room.place(in: shell),
      search: shell.knowledge.requests.pending[.find]?.question, wanted: shell.search?.wanted)
  }
}
