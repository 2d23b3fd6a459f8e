import TextUI

extension Keymap {
  /// Keys that step through time and jump in it.
  static let stepping: [Binding] = [
    Binding(
      .stepBack, .time, Key.each(","), in: .travel, name: "step back",
      hint: .init(keys: ", .", text: "step"),
      help: "one version back, from any panel; before version 1 is version 0"),
    Binding(
      .stepForward, .time, Key.each("."), in: .travel, name: "step forward",
      help: "one version on; hidden events are not skipped"),
    Binding(
      .stepBack, .time, [[.left]], in: [.events, .scrubber], name: "step back",
      help: "one version back"),
    Binding(
      .stepForward, .time, [[.right]], in: [.events, .scrubber], name: "step forward",
      help: "one version on"),
    Binding(
      .goToVersion, .time, Key.each("v"), in: .travel, name: "go to version",
      hint: .init(keys: "v", text: "version"),
      help: "a version: 42, +5, 75%, $; among all events a position"),
    Binding(
      .goToTime, .time, Key.each("t"), in: .travel, name: "go to time",
      hint: .init(keys: "t", text: "time"),
      help: "a time: 14:34, yesterday 14:34, Mar 1, 2026-05-01, -1h from the cursor"),
    Binding(
      .first, .time, Key.each("0"), in: .travel, name: "first",
      help: "version 0, before the first event"),
    Binding(.last, .time, Key.each("$"), in: .travel, name: "last", help: "the last version"),
  ]

  /// Keys that look for an event, from the current one on.
  static let seeking: [Binding] = [
    Binding(
      .previousOfType, .time, Key.each("("), in: .travel, name: "previous event of the type",
      hint: .init(keys: "( )", text: "same type"), help: "the previous event of the same type"),
    Binding(
      .nextOfType, .time, Key.each(")"), in: .travel, name: "next event of the type",
      help: "the next event of the same type"),
    Binding(
      .previousFault, .time, Key.each("["), in: .travel, name: "previous damaged or throwing event",
      help: "the previous event that is damaged, or whose fold threw"),
    Binding(
      .nextFault, .time, Key.each("]"), in: .travel, name: "next damaged or throwing event",
      help: "the next event that is damaged, or whose fold throws"),
  ]

  /// Keys that look at an event and its values.
  static let inspecting: [Binding] = [
    Binding(
      .asStored, .looking, Key.each("s"), in: .travel, name: "event as stored",
      hint: .init(keys: "s", text: "as stored"),
      help:
        "show an event as the log has it: of an old schema, and its time; or again as it is read"),
    Binding(
      .touchedRows, .looking, Key.each("r"), in: .travel, name: "rows that the event touched",
      hint: .init(keys: "r", text: "rows"),
      help: "which rows of the projections that are built the event changed, or why it changed none"
    ),
    Binding(
      .relatives, .looking, Key.each("&"), in: .travel, name: "causes and effects",
      hint: .init(keys: "&", text: "causes"),
      help:
        "what caused the event, what it caused, and what the same command did in other streams, as a tree"
    ),
    Binding(
      .open, .looking, [[.enter]], in: [.relatives], name: "go to the event",
      hint: .init(keys: "Enter", text: "go to it"), help: "go to the event; Esc comes back"),
    Binding(
      .open, .looking, [[.enter]], in: [.touchedRows], name: "go to the row",
      hint: .init(keys: "Enter", text: "go to it"),
      help: "go to the row that the event touched, among the projections"),
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
  ]

  /// Keys that copy an event and its values.
  static let copying: [Binding] = [
    Binding(
      .copyEvent, .copying, Key.typed("yy"), in: .travel, name: "copy event",
      hint: .init(keys: "y", text: "copy"), help: "copy the event as a line of JSON"),
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
  ]
}
