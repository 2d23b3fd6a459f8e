import TextUI

/// A key, what it does where, and how that is called.
struct Binding: Hashable, Sendable {
  /// The parts of the help screen, in its order.
  enum Group: String, CaseIterable, Sendable {
    case moving = "Moving"
    case time = "Travelling in time"
    case finding = "Finding"
    case projecting = "Projections"
    case looking = "Looking"
    case copying = "Copying"
    case going = "Going elsewhere"
    case program = "The program"

    /// The order of the bottom row: what is done here first, what goes elsewhere after it.
    static let hintOrder: [Group] = [
      .projecting, .time, .finding, .going, .program, .looking, .moving, .copying,
    ]
  }

  let command: Command
  let group: Group
  /// The ways to press it, each one or more keys after one another.
  let keys: [[Key]]
  /// The panels where it works.
  let panels: Set<Panel>
  /// What the palette calls it.
  let name: String
  /// What the bottom row calls it, with the keys it shows there; nil keeps it out of the row.
  let hint: Hint?
  /// What the help screen says.
  let help: String

  struct Hint: Hashable, Sendable {
    let keys: String
    let text: String
  }
  /// The hints at the left of the bottom row, and those at its right.
  typealias Hints = (left: [Hint], right: [Hint])

  init(
    _ command: Command, _ group: Group, _ keys: [[Key]], in panels: Set<Panel>, name: String,
    hint: Hint? = nil, help: String
  ) {
    self.command = command
    self.group = group
    self.keys = keys
    self.panels = panels
    self.name = name
    self.hint = hint
    self.help = help
  }

  /// The keys as help shows them.
  func label(_ glyphs: GlyphSet) -> String {
    if command == .count { return "1 ... 9" }
    return keys.map { $0.map { $0.label(glyphs) }.joined() }.joined(separator: " ")
  }
}

extension Key {
  /// What is written on the key.
  func label(_ glyphs: GlyphSet) -> String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character)"
    case .up: String(glyphs.up)
    case .down: String(glyphs.down)
    case .left: String(glyphs.left)
    case .right: String(glyphs.right)
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .enter: "Enter"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .function(let number): "F\(number)"
    }
  }
}
