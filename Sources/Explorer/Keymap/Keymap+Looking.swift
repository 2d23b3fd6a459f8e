import TextUI

extension Keymap {
  static let looking: [Binding] = [
    Binding(
      .changesOnly, .looking, Key.each("c"), in: .stream, name: "changes only",
      hint: .init(keys: "c", text: "changes"), help: "show only what changed, or all again"),
    Binding(
      .asStored, .looking, Key.each("s"), in: .travel, name: "event as stored",
      hint: .init(keys: "s", text: "as stored"),
      help: "show an event of an old schema as it is stored, or again as it is folded today"),
    Binding(
      .fold, .looking, Key.each("h") + [[.left]], in: .trees, name: "fold",
      hint: .init(keys: "h l", text: "fold"), help: "fold the value, or go to its parent"),
    Binding(
      .unfold, .looking, Key.each("l") + [[.right]], in: .trees, name: "unfold",
      help: "unfold the value"),
    Binding(
      .toggleFold, .looking, Key.each(" "), in: .trees, name: "fold or unfold",
      help: "fold or unfold the value"),
    Binding(
      .foldAll, .looking, Key.each("C"), in: .trees, name: "fold all", help: "fold every value"),
    Binding(
      .unfoldAll, .looking, Key.each("O"), in: .trees, name: "unfold all",
      help: "unfold every value"),
    Binding(
      .zoom, .looking, Key.each("z"), in: Set.screens.subtracting([.help]), name: "zoom panel",
      help: "let the panel fill the screen, or give the others their place again"),
    Binding(
      .follow, .looking, Key.each("F"), in: Set.lists.union(Set.travel), name: "follow",
      hint: .init(keys: "F", text: "follow"),
      help: "stay at the newest event until the next movement"),
  ]

  static let copying: [Binding] = [
    Binding(
      .copyEvent, .copying, Key.typed("yy"), in: .travel, name: "copy event",
      hint: .init(keys: "y", text: "copy"), help: "copy the event as a line of JSON"),
    Binding(
      .copyState, .copying, Key.typed("ys"), in: .stream, name: "copy state",
      help: "copy the state as JSON"),
    Binding(
      .copyValue, .copying, Key.typed("yv"), in: Set.trees.union([.value]), name: "copy value",
      hint: .init(keys: "y", text: "copy"), help: "copy the value under the cursor"),
    Binding(
      .copyPath, .copying, Key.typed("yp"), in: .trees, name: "copy path",
      help: "copy the path of the value, in jq's spelling"),
    Binding(
      .copyKey, .copying, Key.typed("yk"), in: .trees, name: "copy key",
      help: "copy the last key of the path"),
    Binding(
      .copyID, .copying, Key.typed("yi"), in: .travel, name: "copy event id",
      help: "copy the event's id"),
    Binding(
      .copyLink, .copying, Key.typed("yl"), in: Set.lists.union(Set.travel),
      name: "copy link to this place", help: "copy the command that opens this place"),
  ]
}
