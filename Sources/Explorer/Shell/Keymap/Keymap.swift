import TextUI

/// Every key of the explorer: help, hints and the palette are made from it.
struct Keymap: Sendable {
  static let standard = Keymap(bindings: finding + ofRooms + looking + moving + program)

  /// The keys where several logs are open.
  static let several = Keymap(bindings: amongLogs + standard.bindings)

  /// The keys that are the rooms' own.
  private static let ofRooms = Screen.allCases.flatMap { $0.kind.keys }

  /// Each once, in the order of hints.
  let bindings: [Binding]
  private let byPanel: [Panel: [Binding]]
  private let byKeys: [Panel: [[Key]: Binding]]

  init(bindings: [Binding]) {
    var seen: Set<Binding> = []
    let distinct = bindings.filter { seen.insert($0).inserted }
    let ordered = Binding.Group.hintOrder.flatMap { group in
      distinct.filter { $0.group == group }
    }
    var byPanel: [Panel: [Binding]] = [:]
    var byKeys: [Panel: [[Key]: Binding]] = [:]
    for binding in ordered {
      for panel in binding.panels {
        byPanel[panel, default: []].append(binding)
        for keys in binding.keys { byKeys[panel, default: [:]][keys] = binding }
      }
    }
    self.bindings = ordered
    self.byPanel = byPanel
    self.byKeys = byKeys
  }

  /// What keys do in a panel; nil where they do nothing.
  func binding(for keys: [Key], in panel: Panel) -> Binding? { byKeys[panel]?[keys] }

  /// Whether more keys can follow these.
  func isPrefix(_ keys: [Key], in panel: Panel) -> Bool {
    byKeys[panel]?.keys.contains { $0.count > keys.count && $0.starts(with: keys) } ?? false
  }

  /// What works in a panel, in the keymap's order.
  func bindings(in panel: Panel) -> [Binding] { byPanel[panel] ?? [] }

  /// The first way to do something in a panel; nil where no key does it there.
  func binding(of command: Command, in panel: Panel) -> Binding? {
    bindings(in: panel).first { $0.command == command }
  }

  /// The keys for something in a panel, as help shows them; nothing where there are none.
  func label(of command: Command, in panel: Panel, _ glyphs: GlyphSet) -> String {
    binding(of: command, in: panel)?.label(glyphs) ?? ""
  }
}

extension Key {
  /// The keys of a row of characters.
  static func each(_ characters: String) -> [[Key]] { characters.map { [.character($0)] } }

  /// One way to press: characters after one another.
  static func typed(_ characters: String) -> [[Key]] { [characters.map { .character($0) }] }
}
