/// A command's name as it is typed, of one word or two; `open` is what happens without one.
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
  case fold
  case foldNew = "fold new"
  case projections
  case projection
  case rebuild = "projection rebuild"
  case run = "projection run"
  case show = "projection show"
  case compare = "projection compare"
  case step = "projection step"
  case parked = "projection parked"
  case verify
  case map
  case importLog = "import"

  /// The command that a word names; `open` is never typed.
  init?(typed word: String) {
    guard word != Self.open.rawValue, !word.contains(" "), let name = Self(rawValue: word) else {
      return nil
    }
    self = name
  }

  /// The command that a second word names, behind this one.
  func followed(by word: String) -> CommandName? {
    subcommands.first { $0.lastWord == word }
  }

  /// The commands of two words that begin with this one; none for a command that is whole.
  var subcommands: [CommandName] {
    Self.allCases.filter { $0.rawValue.hasPrefix(rawValue + " ") }
  }

  /// Whether the command is of two words.
  var isSubcommand: Bool { rawValue.contains(" ") }

  /// `rebuild` of `projection rebuild`.
  var lastWord: String { String(rawValue.split(separator: " ").last ?? "") }
}
