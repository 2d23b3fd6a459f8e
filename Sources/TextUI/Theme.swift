/// What the few colours mean; without colours the glyphs beside them say the same.
public struct Theme: Sendable {
  /// What was added.
  public let added: Style
  /// What was removed.
  public let removed: Style
  /// What changed.
  public let changed: Style
  /// What is damaged or failed.
  public let error: Style
  /// Something at work.
  public let busy: Style
  /// A key to press.
  public let key: Style
  /// What matters less.
  public let dimmed = Style.dim

  /// Makes a theme.
  public init(usesColor: Bool) {
    added = usesColor ? Style(foreground: .green) : .bold
    removed = usesColor ? Style(foreground: .red) : .bold
    changed = usesColor ? Style(foreground: .yellow) : .bold
    error = usesColor ? Style(foreground: .magenta, isBold: true) : .bold
    busy = usesColor ? Style(foreground: .blue) : .bold
    key = usesColor ? Style(foreground: .cyan) : .bold
  }

  /// The style of what carries a mark; plain without one.
  public func style(_ mark: ChangeMark?) -> Style {
    switch mark {
    case .added: added
    case .removed: removed
    case .changed: changed
    case nil: .plain
    }
  }
}
