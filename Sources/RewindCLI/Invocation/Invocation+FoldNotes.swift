import Rewind

extension Invocation {
  private static var noteLimit: Int { 1_000 }

  /// Says on standard error what a fold said of the events up to a version: the last 1,000 of its own lines and
  /// warnings, and what it says of the log as a whole.
  func noteWhatIsSaid(
    of timeline: Timeline, through version: Int, by fold: some Fold, in snapshot: LogSnapshot
  ) {
    let notes = timeline.notes(through: version)
    if notes.count > Self.noteLimit {
      note("\(counted(notes.count - Self.noteLimit, "earlier line")) left out", by: fold.name)
    }
    for said in notes.suffix(Self.noteLimit) {
      for line in said.text.split(separator: "\n", omittingEmptySubsequences: false) {
        // A warning names its file and line itself.
        note(String(line), by: said.kind == .log ? fold.name : "rewind")
      }
    }
    let texts = Set(notes.map(\.text))
    for hint in fold.hints(in: snapshot) where !texts.contains(hint) { note(hint) }
  }
}
