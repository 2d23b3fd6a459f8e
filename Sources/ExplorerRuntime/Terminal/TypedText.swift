import Curses
import TextUI

extension ArraySlice<TerminalEvent> {
  /// A character together with those that were typed right behind it, which are taken off; any other event alone.
  ///
  /// For while a text is typed: there characters are what a paste of them is. A terminal that does not mark
  /// pastes sends them as keys, and what is typed would be looked at anew with each of 100,000.
  mutating func joiningTyped(to event: InputEvent) -> InputEvent {
    guard case .key(.character(let first)) = event else { return event }
    var text = String(first)
    while case .input(.key(.character(let next)))? = self.first {
      text.append(next)
      removeFirst()
    }
    return text.count > 1 ? .paste(text) : event
  }
}
