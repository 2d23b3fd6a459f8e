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

  /// The look of what is selected: the default colours exchanged, and no other.
  ///
  /// A colour would become the background there, on which the text is hard to read in a light or a dark theme.
  public var selected: Style {
    var style = self
    (style.foreground, style.isReversed) = (.standard, true)
    return style
  }

  /// The terminal's default look.
  public static let plain = Style()
  /// Plain, bold.
  public static let bold = Style(isBold: true)
  /// Plain, dim.
  public static let dim = Style(isDim: true)
}
