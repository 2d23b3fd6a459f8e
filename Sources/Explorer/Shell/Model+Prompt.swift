import Rewind
import TextUI

extension Model {
  mutating func takeInPrompt(_ key: Key) -> [Effect] {
    guard let prompt = shell.prompt else { return [] }
    switch key {
    case .escape, .control("c"): shell.prompt = nil
    case .enter: return accept(prompt)
    case .up, .control("p"), .backTab: shell.prompt?.cursor.row -= 1
    case .down, .control("n"): shell.prompt?.cursor.row += 1
    case .tab: complete()
    case .backspace where prompt.field.characters.isEmpty: shell.prompt = nil
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

  /// The text is another: an error about it is void, the palette offers anew.
  private mutating func promptChanged() {
    shell.prompt?.error = nil
    shell.prompt?.cursor = ListCursor()
    offerCompletions()
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
    switch prompt.kind {
    case .agreement(let program): return agree(to: program, typed: text)
    case .codeFolder(let category): return writeFold(ofCategory: category, into: text)
    case .version, .position, .time: goToTyped(text)
    case .search:
      shell.prompt = nil
      shell.search = TextPattern(typed: text) ?? shell.search
      return holdingInput { $0.search(.forward, count: nil) }
    case .filter:
      shell.prompt = nil
      inRoom { $0.setFilter(text, in: &$1) }
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
    } else if let lane = room.searchedLane {
      shell.held = HeldInput(until: lane)
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
      let moment = try Moment(parsing: text, in: shell.options.display.zone, relativeTo: context)
      if let error = inRoom({ $0.go(to: moment, in: &$1) }) {
        shell.prompt?.error = error.text
      } else {
        shell.prompt = nil
      }
    } catch {
      shell.prompt?.error = error.description
    }
  }
}
