/// A colour of the user's own terminal theme.
public enum Color: Hashable, Sendable {
  /// The terminal's default foreground.
  case standard
  /// One of the 16 palette colours, 0 to 15; see the names below.
  case palette(UInt8)

  /// Palette colour 1.
  public static let red = Color.palette(1)
  /// Palette colour 2.
  public static let green = Color.palette(2)
  /// Palette colour 3.
  public static let yellow = Color.palette(3)
  /// Palette colour 4.
  public static let blue = Color.palette(4)
  /// Palette colour 5.
  public static let magenta = Color.palette(5)
  /// Palette colour 6.
  public static let cyan = Color.palette(6)
}

/// How a cell looks apart from its character.
///
/// The background is always the terminal's own: selection is `isReversed`.
public struct Style: Hashable, Sendable {
  /// The colour of the character.
  public var foreground: Color
  /// Brighter or heavier.
  public var isBold: Bool
  /// Fainter.
  public var isDim: Bool
  /// Foreground and background exchanged.
  public var isReversed: Bool
  /// Underlined.
  public var isUnderlined: Bool

  /// Makes a style; what is not named is off.
  public init(
    foreground: Color = .standard, isBold: Bool = false, isDim: Bool = false,
    isReversed: Bool = false, isUnderlined: Bool = false
  ) {
    self.foreground = foreground
    self.isBold = isBold
    self.isDim = isDim
    self.isReversed = isReversed
    self.isUnderlined = isUnderlined
  }

  /// The terminal's default look.
  public static let plain = Style()
  /// Plain, bold.
  public static let bold = Style(isBold: true)
  /// Plain, dim.
  public static let dim = Style(isDim: true)
}

/// A piece of text in one style.
public struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The text; it may be hostile, it is made visible when written.
  public var text: String
  /// Its look.
  public var style: Style

  /// Puts a text and its look together.
  public init(_ text: String, style: Style = .plain) {
    self.text = text
    self.style = style
  }

  /// Makes plain text.
  public init(stringLiteral value: String) {
    self.init(value)
  }
}
