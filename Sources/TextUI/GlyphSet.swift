/// Which characters Rewind itself draws with: a choice for the whole screen.
///
/// Every glyph but ``arrow`` is one column wide in either set.
public enum GlyphSet: Hashable, Sendable {
  /// Box drawing, arrows and braille.
  case unicode
  /// Nothing beyond ASCII: for terminals without UTF-8, and for `--ascii`.
  case ascii

  /// The characters a box is drawn with.
  public struct Border: Hashable, Sendable {
    let horizontal: Character
    let vertical: Character
    let topLeft: Character
    let topRight: Character
    let bottomLeft: Character
    let bottomRight: Character
  }

  /// The border of a panel that has not the focus.
  public var light: Border {
    self == .unicode
      ? Border(
        horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└",
        bottomRight: "┘")
      : Border(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+",
        bottomRight: "+")
  }

  /// The border of the panel that has the focus.
  public var heavy: Border {
    self == .unicode
      ? Border(
        horizontal: "━", vertical: "┃", topLeft: "┏", topRight: "┓", bottomLeft: "┗",
        bottomRight: "┛")
      : Border(
        horizontal: "=", vertical: "#", topLeft: "#", topRight: "#", bottomLeft: "#",
        bottomRight: "#")
  }

  /// Where text was cut off.
  public var ellipsis: Character { self == .unicode ? "…" : ">" }
  /// The row the cursor is on.
  public var pointer: Character { self == .unicode ? "▶" : ">" }
  /// The place on a scrubber, and a mark.
  public var knob: Character { self == .unicode ? "●" : "@" }
  /// A row that a search has found.
  public var hit: Character { self == .unicode ? "◆" : "*" }
  /// From the old value to the new: two columns in ASCII, where `>` alone is a cut, a pointer and a comparison.
  public var arrow: String { self == .unicode ? "→" : "->" }
  /// The line of zero in a chart.
  public var zero: Character { self == .unicode ? "┈" : "." }
  /// Behind a value that leads somewhere.
  public var link: Character { self == .unicode ? "↵" : "^" }
  /// Between parts of a line.
  public var separator: Character { self == .unicode ? "·" : "-" }
  /// What could not be done.
  public var failed: Character { self == .unicode ? "✗" : "x" }
  /// A folded parent.
  public var folded: Character { self == .unicode ? "▸" : ">" }
  /// An unfolded parent.
  public var unfolded: Character { self == .unicode ? "▾" : "v" }
  /// The arrow keys, in hints: up.
  public var up: Character { self == .unicode ? "↑" : "^" }
  /// The arrow keys, in hints: down.
  public var down: Character { self == .unicode ? "↓" : "v" }
  /// The arrow keys, in hints: left.
  public var left: Character { self == .unicode ? "←" : "<" }
  /// The arrow keys, in hints: right.
  public var right: Character { self == .unicode ? "→" : ">" }
  /// Sorted by this, the least first.
  public var ascending: Character { self == .unicode ? "▲" : "^" }
  /// Sorted by this, the greatest first.
  public var descending: Character { self == .unicode ? "▼" : "v" }
  /// The part of a bar that is done.
  public var done: Character { self == .unicode ? "█" : "#" }
  /// The part of a bar that is left.
  public var undone: Character { self == .unicode ? "░" : "." }
  /// Not there yet.
  public var absent: Character { self == .unicode ? "○" : "o" }
  /// At rest, and whole.
  public var resting: Character { self == .unicode ? "●" : "*" }
  /// Going on as things come.
  public var running: Character { self == .unicode ? "»" : ">" }
  /// Being made again.
  public var renewing: Character { self == .unicode ? "↻" : "%" }
}
