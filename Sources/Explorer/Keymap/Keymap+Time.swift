import TextUI

extension Keymap {
  static let time: [Binding] = [
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
      help: "a time: 14:34, yesterday 14:34, 2026-05-01, -1h from the cursor"),
    Binding(
      .first, .time, Key.each("0"), in: .travel, name: "first",
      help: "version 0, before the first event"),
    Binding(.last, .time, Key.each("$"), in: .travel, name: "last", help: "the last version"),
    Binding(
      .markBase, .time, Key.each("m"), in: .stream, name: "mark base",
      hint: .init(keys: "m", text: "mark"),
      help: "mark this version as the base to compare with; again to unmark it"),
    Binding(
      .diff, .time, Key.each("d"), in: .stream, name: "diff against base",
      hint: .init(keys: "d", text: "diff"),
      help: "show what changed since the base instead of since the version before"),
    Binding(
      .swapBase, .time, Key.each("D"), in: .stream, name: "swap base and version",
      help: "go to the base and make this version the base"),
    Binding(
      .previousChange, .time, Key.each("K{"), in: .stream, name: "previous change of the path",
      hint: .init(keys: "K J", text: "change"),
      help: "the previous version that changed the path under the cursor of State"),
    Binding(
      .nextChange, .time, Key.each("J}"), in: .stream, name: "next change of the path",
      help: "the next version that changes the path under the cursor of State"),
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

  static let finding: [Binding] = [
    Binding(
      .search, .finding, Key.each("/"), in: .allScreens, name: "search",
      hint: .init(keys: "/", text: "search"),
      help:
        "the next row, event or stream that contains a text; ! inverts; small letters match capitals"
    ),
    Binding(
      .searchNext, .finding, Key.each("n"), in: .allScreens, name: "search next",
      help: "the next hit of the search"),
    Binding(
      .searchPrevious, .finding, Key.each("N"), in: .allScreens, name: "search previous",
      help: "the previous hit of the search"),
    Binding(
      .filter, .finding, Key.each("f"), in: Set.lists.union(Set.travel), name: "filter",
      hint: .init(keys: "f", text: "filter"),
      help: "show only what contains a text; ! inverts; an empty text shows all"),
    Binding(
      .sort, .finding, Key.each("o"), in: .lists, name: "sort",
      hint: .init(keys: "o", text: "sort"), help: "sort streams by name, events, last activity"),
  ]
}
