import TextUI

/// Every key of the explorer: help, hints and the palette are made from it.
struct Keymap: Sendable {
  static let standard = Keymap(
    bindings: projecting + time + finding + program + looking + moving + copying)

  /// The keys where several logs are open.
  static let several = Keymap(
    bindings: projecting + time + finding + amongRoots + program + looking + moving + copying)

  let bindings: [Binding]
  private let index: [Panel: [[Key]: Binding]]

  init(bindings: [Binding]) {
    self.bindings = bindings
    var index: [Panel: [[Key]: Binding]] = [:]
    for binding in bindings {
      for panel in binding.panels {
        for keys in binding.keys { index[panel, default: [:]][keys] = binding }
      }
    }
    self.index = index
  }

  /// What keys do in a panel; nil where they do nothing.
  func binding(for keys: [Key], in panel: Panel) -> Binding? { index[panel]?[keys] }

  /// Whether more keys can follow these.
  func isPrefix(_ keys: [Key], in panel: Panel) -> Bool {
    index[panel]?.keys.contains { $0.count > keys.count && $0.starts(with: keys) } ?? false
  }

  /// What works in a panel, in the registry's order.
  func bindings(in panel: Panel) -> [Binding] { bindings.filter { $0.panels.contains(panel) } }
}

extension Key {
  /// The keys of a row of characters.
  static func each(_ characters: String) -> [[Key]] { characters.map { [.character($0)] } }

  /// One way to press: characters after one another.
  static func typed(_ characters: String) -> [[Key]] { [characters.map { .character($0) }] }
}
