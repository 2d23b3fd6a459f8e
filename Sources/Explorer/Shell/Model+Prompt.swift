import Rewind
import TextUI

extension Model {
  mutating func takeInPrompt(_ key: Key) -> [Effect] {
    guard let prompt = shell.prompt else { return [] }
    if recall(key) { return [] }
    switch key {
    case .escape, .control("c"): return cancel(prompt)
    case .enter: return accept(prompt)
    case .up, .control("p"), .backTab: shell.prompt?.cursor.row -= 1
    case .down, .control("n"): shell.prompt?.cursor.row += 1
    case .tab: complete()
    case .backspace where prompt.field.characters.isEmpty: return cancel(prompt)
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default: edit { $0.take(key) }
    }
    return []
  }

  /// Lets the typed text be edited; says where that had no room for all.
  mutating func edit(_ change: (inout TextField) -> Void) {
    guard var field = shell.prompt?.field else { return }
    let before = field.characters
    change(&field)
    shell.prompt?.field = field
    if field.characters != before { promptChanged() }
    if field.isCut { shell.prompt?.error = TextField.cutRemark }
  }

  /// The text is another: an error about it is void, and what it means is offered, looked for, or shown alone.
  private mutating func promptChanged() {
    shell.prompt?.error = nil
    shell.prompt?.cursor = ListCursor()
    offerCompletions()
    searchTyped()
    filterTyped()
  }

  /// Shows only what passes the filter that is being typed.
  private mutating func filterTyped() {
    guard let prompt = shell.prompt, prompt.kind == .filter else { return }
    inRoom { $0.setFilter(prompt.field.text, from: prompt.before, in: &$1) }
  }

  /// Closes a prompt; what it changed on the screen while it was typed into is as before.
  private mutating func cancel(_ prompt: Prompt) -> [Effect] {
    shell.prompt = nil
    shell.typed.close()
    guard let before = prompt.before else { return [] }
    rooms[screen] = before
    shell.search = prompt.searchBefore
    // Parts of an answer may have reached the room that is given up.
    return [.matches, .hits].compactMap { shell.knowledge.requests.cancel($0) }
  }

  /// Recalls what was typed before in a prompt of the kind; false where the key is for something else.
  private mutating func recall(_ key: Key) -> Bool {
    guard let prompt = shell.prompt, prompt.kind.hasHistory else { return false }
    let text: String?
    switch key {
    case .up, .control("p"): text = shell.typed.earlier(than: prompt.field.text, in: prompt.kind)
    case .down, .control("n"): text = shell.typed.later(in: prompt.kind)
    default: return false
    }
    if let text {
      shell.prompt?.field = TextField(text)
      promptChanged()
    }
    return true
  }

  private mutating func complete() {
    guard let prompt = shell.prompt, prompt.offers.indices.contains(prompt.cursor.row) else {
      return
    }
    shell.prompt?.field = TextField(prompt.offers[prompt.cursor.row].text)
    promptChanged()
  }

  private mutating func accept(_ prompt: Prompt) -> [Effect] {
    let text = prompt.field.text
    if prompt.kind.hasHistory { shell.typed.add(text, to: prompt.kind) }
    switch prompt.kind {
    case .agreement(let program): return agree(to: program, typed: text)
    case .codeFolder(let category): return writeFold(ofCategory: category, into: text)
    case .version, .position, .time: goToTyped(text)
    case .search:
      return holdingInput { $0.acceptSearch(prompt) }
    case .filter:
      shell.prompt = nil
      if text.isEmpty { inRoom { $0.setFilter(text, from: nil, in: &$1) } }
      if let hidden = room.hiddenByFilter(in: shell) { shell.say(hidden) }
    case .palette:
      if prompt.completedText != text, shell.knowledge.requests.pending[.completions] != nil {
        // The first row may be one that is still to come.
        shell.held = HeldInput(until: .completions, [.key(.enter)])
        return []
      }
      guard prompt.offers.indices.contains(prompt.cursor.row) else {
        shell.prompt?.error = text.isEmpty ? nil : "nothing is called \(text)"
        return []
      }
      shell.prompt = nil
      return holdingInput { $0.take(prompt.offers[prompt.cursor.row]) }
    }
    return []
  }

  /// Does what may start a search; what is typed next waits for its answer.
  private mutating func holdingInput(_ act: (inout Model) -> [Effect]) -> [Effect] {
    let before = shell.knowledge.requests.pending[.find]
    let effects = act(&self)
    if let search = shell.knowledge.requests.pending[.find], search != before {
      shell.held = HeldInput(until: .find)
    } else if shell.search?.wanted != nil {
      shell.held = HeldInput(until: .hits)
    }
    return effects
  }

  /// Goes to the moment that was typed; where that fails, the prompt stays and says why.
  private mutating func goToTyped(_ text: String) {
    guard !text.isEmpty else {
      shell.prompt = nil
      return
    }
    do throws(ParsingError) {
      let context = room.momentContext(in: shell)
      let moment = try shell.moment(text, in: room)
      if let error = inRoom({ $0.go(to: moment, in: &$1) }) {
        shell.prompt?.error = error.text
      } else {
        shell.prompt = nil
        shell.sayWhereStepsEnded(text, from: context)
      }
    } catch {
      shell.prompt?.error = error.description
    }
  }
}
