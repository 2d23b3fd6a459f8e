import Curses
import TextUI

/// Why the explorer could not be opened.
public struct ExplorerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  @nonexhaustive
  public enum Reason: Hashable, Sendable {
    /// None of the logs could be opened.
    case log
    /// There is no terminal, or none that can be drawn on.
    case terminal
  }

  /// What went wrong.
  public let reason: Reason
  /// A line for each log that could not be opened, or one about the terminal; nothing in it is obeyed
  /// by a terminal.
  public let lines: [String]

  /// The lines, one below the other.
  public var description: String { lines.joined(separator: "\n") }

  private init(_ reason: Reason, _ lines: [String]) {
    self.reason = reason
    self.lines = lines.map { VisibleText.escaped($0) }
  }

  static func unopened(_ lines: [String]) -> ExplorerError {
    ExplorerError(.log, lines)
  }

  static func noTerminal(_ line: String) -> ExplorerError {
    ExplorerError(.terminal, [line])
  }

  static func wrap<Value>(
    _ body: () throws(TerminalError) -> Value
  ) throws(ExplorerError) -> Value {
    do {
      return try body()
    } catch {
      throw noTerminal(error.message)
    }
  }
}
