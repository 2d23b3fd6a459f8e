@testable import Explorer

extension KeyEffect {
  /// Keys that go from log to log, of which there are three; the list of them is the first screen.
  static let amongLogs: [KeyEffect] = [
    KeyEffect(.down, in: [.logs], "j", .selected, "staging"),
    KeyEffect(.up, in: [.logs], after: "2j", "k", .selected, "staging"),
    KeyEffect(.top, in: [.logs], after: "2j", "g", .selected, "bank"),
    KeyEffect(.bottom, in: [.logs], "G", .selected, "trips"),
    KeyEffect(.pageDown, in: [.logs], "<Ctrl-d>", .selected, "trips"),
    KeyEffect(.pageUp, in: [.logs], after: "G", "<Ctrl-u>", .selected, "bank"),
    KeyEffect(.open, in: [.logs], after: "j", "<Enter>", .top, "2/3 staging"),
    KeyEffect(.back, in: [.logs], "<Esc>", .status, "B goes back to bank, q quits"),
    KeyEffect(.show(.help), in: [.logs], "?", .selected, "Moving"),
    KeyEffect(.palette, in: [.logs], ":stag", .anywhere, "log ┃"),
    KeyEffect(.search, in: [.logs], "/trip<Enter>", .selected, "trips"),
    KeyEffect(.searchNext, in: [.logs], after: "/a<Enter>g", "n", .selected, "staging"),
    KeyEffect(.searchPrevious, in: [.logs], after: "/a<Enter>n", "N", .selected, "bank"),
    KeyEffect(.show(.streams), in: [.logs], after: "j", "S", .top, "2/3 staging"),
    KeyEffect(.show(.allEvents), in: [.logs], after: "j", "A", .top, "2/3 staging › all events"),
    KeyEffect(.show(.projections), in: [.logs], after: "j", "R", .top, "2/3 staging › projections"),
    KeyEffect(.show(.logs), in: .screens, "B", .top, "logs"),
    KeyEffect(.show(.logs), in: [.logs], "B", .top, "1/3 bank"),
    KeyEffect(.nextLog, in: .allScreens, ">", .top, "2/3 staging"),
    KeyEffect(.nextLog, in: .allScreens, "3>", .top, "3/3 trips"),
    KeyEffect(.previousLog, in: .allScreens, "<", .top, "3/3 trips"),
  ]
}
