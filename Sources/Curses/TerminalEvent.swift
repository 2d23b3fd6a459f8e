public import TextUI

/// What `Terminal.next` reports.
public enum TerminalEvent: Hashable, Sendable {
  /// A key, a paste, the mouse.
  case input(InputEvent)
  /// The terminal has this size now, or must be drawn anew; draw a canvas of this size.
  case resized(Size)
  /// A signal that asks the process to end (SIGTERM, SIGINT, SIGQUIT).
  case signal(Int32)
  /// The terminal is gone (also SIGHUP).
  case hangup
  /// Someone called `WakeUp.signal`.
  case woken
}
