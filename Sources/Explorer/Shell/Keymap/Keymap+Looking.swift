import TextUI

extension Keymap {
  /// Keys that show things in another way, or copy them, in more than one room.
  static let looking: [Binding] = [
    Binding(
      .zoom, .looking, Key.each("z"), in: Set.screens.subtracting([.help]), name: "zoom panel",
      help: "let the panel fill the screen, or give the others their place again"),
    Binding(
      .switchZone, .looking, Key.each("U"), in: Set.screens.subtracting([.help]),
      name: "local time or utc",
      help: "show and read times in UTC, or again in local time"),
    Binding(
      .follow, .looking, Key.each("F"), in: Set.lists.union(Set.travel), name: "follow",
      hint: .init(keys: "F", text: "follow"),
      help: "stay at the newest event until the next movement"),
    Binding(
      .copyLink, .copying, Key.typed("yl"), in: Set.lists.union(Set.travel),
      name: "copy link to this place", help: "copy the command that opens this place"),
  ]
}
