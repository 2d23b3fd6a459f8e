import Rewind
import TextUI

extension Model {
  /// Opens a prompt.
  mutating func ask(_ kind: Prompt.Kind) {
    prompt = Prompt(kind, replacing: kind == .filter ? filterText : "")
    promptChanged()
  }

  /// The filter that is on, as it can be typed; empty where there is none.
  private var filterText: String {
    if screen == .streams { return streams.query.filter }
    if screen == .projections { return rowsView.filter }
    return switch events?.filter {
    case .text(let pattern): (pattern.isInverted ? "!" : "") + pattern.text
    case .type(let type): index.typeName(type)
    case nil: ""
    }
  }

  mutating func takeInPrompt(_ key: Key) -> [Effect] {
    guard let prompt else { return [] }
    switch key {
    case .escape, .control("c"): self.prompt = nil
    case .enter: return accept(prompt)
    case .up, .control("p"), .backTab: self.prompt?.cursor.row -= 1
    case .down, .control("n"): self.prompt?.cursor.row += 1
    case .tab: complete()
    case .backspace where prompt.field.text.isEmpty: self.prompt = nil
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default:
      if self.prompt?.field.take(key) == true, self.prompt?.field.text != prompt.field.text {
        promptChanged()
      }
    }
    return []
  }

  /// The text is another: an error about it is void, the palette offers anew.
  mutating func promptChanged() {
    prompt?.error = nil
    prompt?.cursor = ListCursor()
    offerCompletions()
  }

  private mutating func complete() {
    guard let prompt, prompt.offers.indices.contains(prompt.cursor.row) else { return }
    self.prompt?.field = TextField(prompt.offers[prompt.cursor.row].text)
    promptChanged()
  }

  private mutating func accept(_ prompt: Prompt) -> [Effect] {
    let text = prompt.field.text
    switch prompt.kind {
    case .version, .position, .time: goToTyped(text)
    case .search:
      self.prompt = nil
      search = TextPattern(typed: text) ?? search
      return holdingInput { $0.lookForText(.forward, count: nil) }
    case .filter:
      self.prompt = nil
      if screen == .projections { return filterRows(text) }
      if screen == .streams {
        streams.query.filter = text
      } else {
        events?.setFilter(TextPattern(typed: text).map { .text($0) })
      }
    case .palette:
      if prompt.completedText != text, knowledge.requests.pending[.completions] != nil {
        // The first row may be one that is still to come.
        held = HeldInput(until: .completions, [.key(.enter)])
        return []
      }
      guard prompt.offers.indices.contains(prompt.cursor.row) else {
        self.prompt?.error = text.isEmpty ? nil : "nothing is called \(text)"
        return []
      }
      self.prompt = nil
      return holdingInput { $0.take(prompt.offers[prompt.cursor.row]) }
    }
    return []
  }

  /// Does what may start a search; what is typed next waits for its answer.
  private mutating func holdingInput(_ act: (inout Model) -> [Effect]) -> [Effect] {
    let before = knowledge.requests.pending[.find]
    let effects = act(&self)
    if let search = knowledge.requests.pending[.find], search != before {
      held = HeldInput(until: .find)
    } else if projections.search != nil {
      held = HeldInput(until: .rows)
    }
    return effects
  }

  /// Goes to the moment that was typed; where that fails, the prompt stays and says why.
  private mutating func goToTyped(_ text: String) {
    guard !text.isEmpty else {
      prompt = nil
      return
    }
    do throws(MomentError) {
      let moment = try Moment(parsing: text, in: options.zone, relativeTo: momentContext)
      if let nowhere = go(to: withinEnds(moment, typed: text)) {
        prompt?.error = nowhere.text
      } else {
        prompt = nil
      }
    } catch {
      prompt?.error = error.description
    }
  }

  /// Steps end at the ends; a number that was typed as such does not.
  func withinEnds(_ moment: Moment, typed text: String) -> Moment {
    guard case .version(let number) = moment, let first = text.first, "+-".contains(first),
      let context = momentContext
    else { return moment }
    if number > context.lastVersion { return .end }
    let lowest =
      screen != .stream || stream == nil
      ? min(1, index.eventCount) : stream.map { index.shownVersion(0, of: $0.id) } ?? 0
    return .version(max(lowest, number))
  }
}
