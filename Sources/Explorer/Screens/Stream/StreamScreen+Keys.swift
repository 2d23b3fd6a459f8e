import TextUI

extension StreamScreen {
  static let keys: [Binding] =
    Keymap.stepping + comparing + Keymap.seeking + [changesOnly, editFold] + Keymap.inspecting + [
      copyState
    ]
    + Keymap.copying

  private static let comparing: [Binding] = [
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
  ]

  private static let changesOnly = Binding(
    .changesOnly, .looking, Key.each("c"), in: .stream, name: "changes only",
    hint: .init(keys: "c", text: "changes"), help: "show only what changed, or all again")

  private static let editFold = Binding(
    .editFold, .looking, Key.each("e"), in: .stream, name: "edit the fold",
    hint: .init(keys: "e", text: "write a fold"),
    help:
      "edit how events fold into the state, in $EDITOR; a script to begin with where there is none")

  private static let copyState = Binding(
    .copyState, .copying, Key.typed("ys"), in: .stream, name: "copy state",
    help: "copy the state as JSON")

  static func helpNotes(glyphs: GlyphSet) -> [HelpNote] {
    [
      HelpNote(
        title: "States",
        texts: [
          "A state is folded by the script or program of the stream's category in aggregates/ beside the log, or by an aggregate in Swift. Where there is none, the panel is titled Last values and shows the last value of each field.",
          "e edits the script, or writes one to begin with; beside a log that is no store it asks for a folder, which --with names from then on. Saving it folds again at once, and marks what the new code changed.",
        ])
    ]
  }
}
