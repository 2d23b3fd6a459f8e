import TextUI

/// What the few colours mean; without colours the glyphs beside them say the same.
struct Theme: Sendable {
  let added: Style
  let removed: Style
  let changed: Style
  let error: Style
  /// Something at work.
  let busy: Style
  /// A key to press.
  let key: Style
  let dimmed = Style.dim

  init(usesColor: Bool) {
    added = usesColor ? Style(foreground: .green) : .bold
    removed = usesColor ? Style(foreground: .red) : .bold
    changed = usesColor ? Style(foreground: .yellow) : .bold
    error = usesColor ? Style(foreground: .magenta, isBold: true) : .bold
    busy = usesColor ? Style(foreground: .blue) : .bold
    key = usesColor ? Style(foreground: .cyan) : .bold
  }

  func style(_ mark: TreeRow.Mark?) -> Style {
    switch mark {
    case .added: added
    case .removed: removed
    case .changed: changed
    case nil: .plain
    }
  }
}

extension TreeRow.Mark {
  var glyph: String {
    switch self {
    case .added: "+"
    case .removed: "-"
    case .changed: "~"
    }
  }
}
