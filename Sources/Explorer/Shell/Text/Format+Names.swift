import TextUI

/// How names of streams and categories are shown.
extension Format {
  /// A name as it is, or in quotes where nothing of it would be seen.
  package static func name(_ name: String) -> String {
    isUnseen(name) ? "\"\(name)\"" : name
  }

  /// A name as it is, or quoted and dimmed, so that it is taken for no name, where nothing of it would be seen.
  static func name(_ name: String, _ theme: Theme) -> StyledText {
    StyledText(Format.name(name), style: isUnseen(name) ? theme.dimmed : .plain)
  }

  /// Whether a name is empty or nothing but spaces.
  private static func isUnseen(_ name: String) -> Bool {
    name.allSatisfy(\.isWhitespace) && !name.unicodeScalars.contains { $0.value < 0x20 }
  }
}
