@testable import Explorer

extension KeyEffect {
  /// Keys that go from log to log, of which there are three; the list of them is the first screen.
  static let amongRoots: [KeyEffect] = [
    KeyEffect(.down, in: [.roots], "j", .selected, "staging"),
    KeyEffect(.up, in: [.roots], after: "2j", "k", .selected, "staging"),
    KeyEffect(.top, in: [.roots], after: "2j", "g", .selected, "bank"),
    KeyEffect(.bottom, in: [.roots], "G", .selected, "trips"),
    KeyEffect(.pageDown, in: [.roots], "<Ctrl-d>", .selected, "trips"),
    KeyEffect(.pageUp, in: [.roots], after: "G", "<Ctrl-u>", .selected, "bank"),
    KeyEffect(.open, in: [.roots], after: "j", "<Enter>", .top, "2/3 staging"),
    KeyEffect(.back, in: [.roots], "<Esc>", .status, "B goes back to bank, q quits"),
    KeyEffect(.help, in: [.roots], "?", .selected, "Moving"),
    KeyEffect(.palette, in: [.roots], ":stag", .anywhere, "log ┃"),
    KeyEffect(.search, in: [.roots], "/trip<Enter>", .selected, "trips"),
    KeyEffect(.searchNext, in: [.roots], after: "/a<Enter>g", "n", .selected, "staging"),
    KeyEffect(.searchPrevious, in: [.roots], after: "/a<Enter>", "N", .selected, "bank"),
    KeyEffect(.showStreams, in: [.roots], after: "j", "S", .top, "2/3 staging"),
    KeyEffect(.showLog, in: [.roots], after: "j", "A", .top, "2/3 staging › all events"),
    KeyEffect(.showProjections, in: [.roots], after: "j", "R", .top, "2/3 staging › projections"),
    KeyEffect(.showRoots, in: .screens, "B", .top, "logs"),
    KeyEffect(.showRoots, in: [.roots], "B", .top, "1/3 bank"),
    KeyEffect(.nextRoot, in: .allScreens, ">", .top, "2/3 staging"),
    KeyEffect(.nextRoot, in: .allScreens, "3>", .top, "3/3 trips"),
    KeyEffect(.previousRoot, in: .allScreens, "<", .top, "3/3 trips"),
  ]
}
