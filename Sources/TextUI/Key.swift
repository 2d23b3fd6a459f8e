/// A key as the explorer knows it, whatever bytes the terminal sent for it.
public enum Key: Hashable, Sendable {
  /// A printable character, space included.
  case character(Character)
  /// Ctrl with a lowercase letter or one of `\ ] ^ _ @`; never `i`, `m`, `h`, `j`, which are keys of their own.
  case control(Character)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case tab, backTab, enter, escape, backspace, delete, insert
  /// F1 is 1.
  case function(Int)
}
