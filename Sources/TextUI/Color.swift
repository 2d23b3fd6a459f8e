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
