import TextUI

extension Keymap {
  /// Keys that go from one log to another, where several are open.
  static let amongLogs: [Binding] = [
    Binding(
      .show(.logs), .going, Key.each("B"), in: .allScreens, name: "logs",
      hint: .init(keys: "B", text: "logs"), help: "the logs that are open; again to come back"),
    Binding(
      .previousLog, .going, Key.each("<"), in: .allScreens, name: "log before",
      hint: .init(keys: "< >", text: "log"),
      help: "the log before, at the place where it was left"),
    Binding(
      .nextLog, .going, Key.each(">"), in: .allScreens, name: "next log",
      help: "the next log, at the place where it was left; 3> is the third"),
  ]

  /// Keys that go back and forward, and those for the program itself.
  static let program: [Binding] = [
    Binding(
      .placeBack, .going, Key.each("H") + [[.control("o")]], in: .screens, name: "place before",
      help: "back to the place before"),
    Binding(
      .placeForward, .going, Key.each("L"), in: .screens, name: "place after",
      help: "forward to the place after"),
    Binding(
      .show(.help), .program, Key.each("?") + [[.function(1)]], in: .everywhere, name: "help",
      hint: .init(keys: "?", text: "help"),
      help: "this list; again to close it"),
    Binding(
      .showMessage, .program, Key.each("M"), in: Set.everywhere.subtracting([.value]),
      name: "last message", hint: .init(keys: "M", text: "message"),
      help:
        "the last message whole, such as an error that its row cuts, and of a stream what is said"
        + " of the state; yv copies it"),
    Binding(
      .mouse, .program, [[.function(2)]], in: .everywhere, name: "mouse",
      help: "mouse on or off; off, the terminal selects text"),
    Binding(
      .suspend, .program, [[.control("z")]], in: .everywhere, name: "suspend",
      help: "to the shell; fg comes back"),
    Binding(
      .redraw, .program, [[.control("l")]], in: .everywhere, name: "redraw",
      help: "draw the screen anew"),
    Binding(
      .interrupt, .program, [[.control("c")]], in: .everywhere, name: "cancel",
      help: "cancel a prompt, a popup or a search; when idle, quit"),
    Binding(
      .quit, .program, Key.each("q"), in: .everywhere, name: "quit",
      help: "close the popup, or quit"),
  ]
}
