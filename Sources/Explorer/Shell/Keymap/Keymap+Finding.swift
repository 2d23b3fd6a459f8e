import TextUI

extension Keymap {
  /// Keys that find something by its text or its name.
  static let finding: [Binding] = [
    Binding(
      .search, .finding, Key.each("/"), in: Set.allScreens.union(Set.listPopups), name: "search",
      hint: .init(keys: "/", text: "search"),
      help:
        "the row, event or stream that contains a text, while it is typed; ! inverts; small letters match"
        + " capitals; Esc comes back to where the cursor was"
    ),
    Binding(
      .searchNext, .finding, Key.each("n"),
      in: Set.allScreens.union(Set.listPopups).subtracting([.step, .comparison]),
      name: "search next",
      help:
        "the next hit of what was asked last: a text, or what is damaged; on from the top at the end"
    ),
    Binding(
      .searchPrevious, .finding, Key.each("N"), in: Set.allScreens.union(Set.listPopups),
      name: "search previous",
      help: "the previous hit of what was asked last"),
    Binding(
      .filter, .finding, Key.each("f"), in: Set.lists.union(Set.travel), name: "filter",
      hint: .init(keys: "f", text: "filter"),
      help: "show only what contains a text; ! inverts; an empty text shows all"),
    Binding(
      .palette, .going, Key.each(":"), in: .everywhere, name: "palette",
      hint: .init(keys: ":", text: "anything"),
      help:
        "anything by name: a command, stream, type, event id, or a moment such as 42 +5 75% @12345 14:34 -1h"
    ),
  ]
}
