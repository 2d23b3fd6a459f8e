/// A command's name as it is typed; `open` is what happens without one.
enum CommandName: String, CaseIterable, Sendable {
  case open
  case demo
  case initialize = "init"
  case append
  case streams
  case types
  case events
  case state
  case diff
  case verify
  case map
  case importLog = "import"

  /// The command that a word names; `open` is never typed.
  init?(typed word: String) {
    guard word != Self.open.rawValue, let name = Self(rawValue: word) else { return nil }
    self = name
  }
}
