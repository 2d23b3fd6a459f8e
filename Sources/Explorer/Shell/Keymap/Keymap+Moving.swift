import TextUI

extension Keymap {
  static let moving: [Binding] = [
    Binding(
      .down, .moving, Key.each("j") + [[.down]], in: .everywhere, name: "down",
      help: "one row down; in Events that is one version on, and a filter's hidden rows are skipped"
    ),
    Binding(
      .up, .moving, Key.each("k") + [[.up]], in: .everywhere, name: "up", help: "one row up"),
    Binding(
      .top, .moving, Key.each("g") + [[.home]], in: .everywhere, name: "top",
      help: "the first row; after a number, that row, version or position"),
    Binding(
      .bottom, .moving, Key.each("G") + [[.end]], in: .everywhere, name: "bottom",
      help: "the last row; after a number, that row, version or position"),
    Binding(
      .pageDown, .moving, [[.control("d")], [.pageDown]], in: .everywhere, name: "half a page down",
      help: "half a page down"),
    Binding(
      .pageUp, .moving, [[.control("u")], [.pageUp]], in: .everywhere, name: "half a page up",
      help: "half a page up"),
    Binding(
      .count, .moving, Key.each("123456789"), in: .everywhere, name: "count",
      help: "a number for the next key: 12. is twelve steps, 42G or 42v version 42"),
    Binding(
      .nextPanel, .moving, [[.tab]], in: Set.screens.subtracting([.help]), name: "next panel",
      hint: .init(keys: "Tab", text: "panel"), help: "the next panel; 3 Tab is the third"),
    Binding(
      .previousPanel, .moving, [[.backTab]], in: Set.screens.subtracting([.help]),
      name: "previous panel", help: "the previous panel"),
    Binding(
      .open, .moving, [[.enter]],
      in: Set.allScreens.subtracting([.scrubber, .help]),
      name: "open", hint: .init(keys: "Enter", text: "open"),
      help: "open the stream; the event or the value whole, old above new"),
    Binding(
      .back, .moving, [[.enter]], in: [.value], name: "close",
      hint: .init(keys: "Enter", text: "close"), help: "close the value shown whole"),
    Binding(
      .back, .moving, [[.escape]], in: .everywhere, name: "back",
      help:
        "undo the topmost thing only: prompt, count, popup, search, diff, filter, zoom; then back"),
  ]
}
