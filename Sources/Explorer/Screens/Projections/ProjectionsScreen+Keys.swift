import TextUI

extension ProjectionsScreen {
  /// Keys for work on projections, and for the shown rows and their moment.
  static let keys: [Binding] = work + rows + moments + popups + [show]

  private static let work: [Binding] = [
    Binding(
      .cancelWork, .projecting, Key.each("X"), in: .projections, name: "cancel rebuild",
      hint: .init(keys: "X", text: "cancel"),
      help: "stop the work on this projection; b goes on from there"),
    Binding(
      .retry, .projecting, Key.each("r"), in: [.deadLetters], name: "retry dead letters of the key",
      hint: .init(keys: "r", text: "retry"),
      help: "take in the dead letters of this one's partition, in order"),
    Binding(
      .rebuild, .projecting, Key.each("b"), in: .projections, name: "rebuild",
      hint: .init(keys: "b", text: "rebuild"),
      help: "rebuild the read model, or compare first, rebuild all, stay live; it asks which"),
    Binding(
      .retryAll, .projecting, [[.control("r")]], in: .projections, name: "retry all dead letters",
      help: "take in all dead letters of the projection, in order"),
  ]

  private static let rows: [Binding] = [
    Binding(
      .rowHistory, .projecting, Key.each("w"), in: [.rows], name: "history of the row",
      hint: .init(keys: "w", text: "why"), help: "every event that made the row what it is"),
    Binding(
      .sort, .projecting, Key.each("o"), in: [.rows], name: "sort",
      hint: .init(keys: "o", text: "sort"),
      help: "sort by the column under the cursor; again to turn the order round"),
    Binding(
      .filter, .projecting, Key.each("f"), in: [.rows], name: "filter",
      hint: .init(keys: "f", text: "filter"),
      help: "show only rows that contain a text; ! inverts; an empty text shows all"),
    Binding(
      .previousColumn, .projecting, Key.each("h") + [[.left]], in: [.rows], name: "column before",
      hint: .init(keys: "h l", text: "column"), help: "the column before"),
    Binding(
      .nextColumn, .projecting, Key.each("l") + [[.right]], in: [.rows], name: "column after",
      help: "the column after; the others scroll where they have no room"),
    Binding(
      .nextTable, .projecting, Key.each(" "), in: [.rows], name: "other table",
      hint: .init(keys: "Space", text: "table"),
      help: "the projection's other table, where it has two"),
    Binding(
      .copyValue, .projecting, Key.typed("yv"), in: [.rows], name: "copy value",
      help: "copy the value under the cursor"),
    Binding(
      .copyKey, .projecting, Key.typed("yk"), in: [.rows], name: "copy key",
      help: "copy the key of the row"),
    Binding(
      .copyRow, .projecting, Key.typed("yy"), in: [.rows], name: "copy row",
      hint: .init(keys: "y", text: "copy"), help: "copy the row as a line of JSON"),
  ]

  private static let moments: [Binding] = [
    Binding(
      .stepProjection, .projecting, Key.each("s"), in: .projections, name: "step",
      hint: .init(keys: "s", text: "step"),
      help:
        "the next event that the projection takes behind the moment shown, or from the log's start; in"
        + " Rows, that the row takes; what it changed, and why those before it were passed over"),
    Binding(
      .goToVersion, .projecting, Key.each("v"), in: .projections, name: "show as of position",
      hint: .init(keys: "v", text: "as of"),
      help: "the read model as of a position: 42, +5, 75%, $"),
    Binding(
      .goToTime, .projecting, Key.each("t"), in: .projections, name: "show as of time",
      hint: .init(keys: "t", text: "time"),
      help: "the read model as of a time: 14:34, yesterday 14:34, Mar 1, 2026-05-01, -1h"),
    Binding(
      .last, .projecting, Key.each("$"), in: .projections, name: "show as of now",
      help: "the read model as it is now"),
    Binding(
      .markBase, .projecting, Key.each("m"), in: .projections, name: "mark base",
      hint: .init(keys: "m", text: "mark"),
      help: "mark the moment shown as the base to compare with; again to unmark it"),
    Binding(
      .diff, .projecting, Key.each("d"), in: .projections, name: "diff against base",
      hint: .init(keys: "d", text: "diff"),
      help: "which rows differ between the base and the moment shown"),
  ]

  private static let popups: [Binding] = [
    Binding(
      .stepProjection, .projecting, Key.each("ns."), in: [.step], name: "next event",
      hint: .init(keys: "n", text: "next"), help: "in a step: the next event that it takes"),
    Binding(
      .open, .projecting, [[.enter]], in: [.rebuildMenu], name: "do it",
      hint: .init(keys: "Enter", text: "do it"), help: "do what is chosen in the rebuild menu"),
    Binding(
      .rebuildOne, .projecting, Key.each("r"), in: [.rebuildMenu], name: "rebuild this one",
      help: "in the rebuild menu: rebuild this projection"),
    Binding(
      .compareFirst, .projecting, Key.each("c"), in: [.rebuildMenu], name: "compare first",
      help: "in the rebuild menu: rebuild beside the read model, and show what would change"),
    Binding(
      .rebuildAll, .projecting, Key.each("a"), in: [.rebuildMenu], name: "rebuild all",
      help: "in the rebuild menu: rebuild every projection"),
    Binding(
      .stayLive, .projecting, Key.each("s"), in: [.rebuildMenu], name: "stay live",
      help: "in the rebuild menu: take in what is new, and go on as events come"),
    Binding(
      .toggleErrorPolicy, .projecting, Key.each("w"), in: [.rebuildMenu],
      name: "when an event fails",
      help: "in the rebuild menu: stop at an event that fails, or park it and go on"),
    Binding(
      .swapRebuild, .projecting, Key.each("y"), in: [.comparison], name: "swap",
      hint: .init(keys: "y", text: "swap"),
      help: "in the comparison: put the rebuild in the read model's place"),
    Binding(
      .discardRebuild, .projecting, Key.each("n"), in: [.comparison], name: "discard",
      hint: .init(keys: "n", text: "discard"), help: "in the comparison: throw the rebuild away"),
    Binding(
      .open, .projecting, [[.enter]], in: [.rowHistory, .step, .comparison, .difference],
      name: "go to it",
      hint: .init(keys: "Enter", text: "go to it"),
      help:
        "go to the event of the history or of the step, to that since which a row differs, or to its stream"
    ),
  ]

  private static let show = Binding(
    .show(.projections), .going, Key.each("R"), in: .allScreens, name: "projections",
    hint: .init(keys: "R", text: "projections"), help: "the projections and their read models")
}
