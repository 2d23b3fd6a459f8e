/// A key as the explorer knows it, whatever bytes the terminal sent for it.
public enum Key: Hashable, Sendable {
  /// A printable character, space included.
  case character(Character)
  /// Ctrl with a lowercase letter or one of `\ ] ^ _ @`; never `i`, `m`, `h`, `j`, which are other keys.
  case control(Character)
  /// The arrow up.
  case up
  /// The arrow down.
  case down
  /// The arrow to the left.
  case left
  /// The arrow to the right.
  case right
  /// Home.
  case home
  /// End.
  case end
  /// Page up.
  case pageUp
  /// Page down.
  case pageDown
  /// Tab, also Ctrl-I.
  case tab
  /// Shift and Tab.
  case backTab
  /// Enter, also Ctrl-M.
  case enter
  /// Esc, alone.
  case escape
  /// Backspace, also Ctrl-H.
  case backspace
  /// Delete.
  case delete
  /// Insert.
  case insert
  /// A function key by its number: F1 is 1.
  case function(Int)
}
