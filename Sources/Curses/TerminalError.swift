/// Why the terminal cannot be used, in one line that says what to do.
public struct TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line.
  public let message: String

  /// The message.
  public var description: String { message }

  static let noTerminal = TerminalError(
    message: "the explorer needs a terminal: standard output is not one")

  static let noInput = TerminalError(
    message: "the explorer needs a terminal to read keys from: there is none")

  static let noType = TerminalError(
    message: "TERM is not set: set it to the terminal's type, for example TERM=xterm-256color")

  static let noDatabase = TerminalError(
    message: "no descriptions of terminals are installed: install ncurses-base, "
      + "or point TERMINFO at them")

  static func unknownType(_ type: String) -> TerminalError {
    TerminalError(
      message: "the terminal type \(type) is not known here: install its description "
        + "(ncurses-term), or try TERM=xterm-256color")
  }

  static func poorType(_ type: String) -> TerminalError {
    TerminalError(
      message: "the terminal type \(type) cannot place a cursor, so the explorer cannot draw: "
        + "try TERM=xterm-256color")
  }

  static func system(_ what: String) -> TerminalError {
    TerminalError(message: "the terminal cannot be set up: \(what)")
  }
}
