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
