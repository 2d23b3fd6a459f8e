/// Why the terminal cannot be used, in one line that says what to do.
public struct TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line.
  public let message: String

  /// The message.
  public var description: String { message }

  static let noTerminal = TerminalError(
    message: "The explorer needs a terminal: standard output is not one. Try a command, "
      + "such as rewind streams; rewind help lists them.")

  static let noInput = TerminalError(
    message: "The explorer needs a terminal to read keys from: there is none.")

  static let noType = TerminalError(
    message: "TERM is not set: set it to the terminal's type, for example TERM=xterm-256color.")

  static let noDatabase = TerminalError(
    message: "No descriptions of terminals are installed: install ncurses-base, "
      + "or point TERMINFO at them.")

  static func unknownType(_ type: String) -> TerminalError {
    TerminalError(
      message: "The terminal type \(type) is not known here: install its description "
        + "(ncurses-term), or try TERM=xterm-256color.")
  }

  static func poorType(_ type: String) -> TerminalError {
    TerminalError(
      message: "The terminal type \(type) cannot place a cursor, so the explorer cannot draw: "
        + "try TERM=xterm-256color, or a command, such as rewind streams.")
  }

  static func system(_ what: String) -> TerminalError {
    TerminalError(message: "The terminal cannot be set up: \(what).")
  }
}
