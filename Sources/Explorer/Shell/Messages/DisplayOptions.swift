public import Rewind
public import TextUI

/// How things are shown, whichever log they are of.
public struct DisplayOptions: Hashable, Sendable {
  /// The time zone that times are shown and read in.
  public var zone: TimeZoneChoice
  /// The glyphs for borders, marks and charts.
  public var glyphs: GlyphSet
  /// Whether colours may be used; without them every meaning still has its glyph.
  public var usesColor: Bool

  /// Makes options; those left out are those of a UTF-8 terminal with colours.
  public init(
    zone: TimeZoneChoice = .local, glyphs: GlyphSet = .unicode, usesColor: Bool = true
  ) {
    self.zone = zone
    self.glyphs = glyphs
    self.usesColor = usesColor
  }
}
