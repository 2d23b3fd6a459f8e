import Rewind
import Synchronization

/// What a projection's script says while it folds, until it is printed on standard error: all warnings, each once, and
/// the last 1,000 lines of its own.
final class ProjectionNotes: Sendable {
  private static let limit = 1_000

  private let projection: String
  private let state = Mutex(State())

  private struct State {
    var waiting: [ProjectionNote] = []
    var lost = 0
    var warned: Set<String> = []
  }

  init(_ projection: String) {
    self.projection = projection
  }

  /// Takes a note, from any thread.
  func take(_ note: ProjectionNote) {
    state.withLock { state in
      if note.kind == .warning, !state.warned.insert(note.text).inserted { return }
      state.waiting.append(note)
      guard state.waiting.count >= 2 * Self.limit else { return }
      state.lost += state.waiting.keepNotes(last: Self.limit)
    }
  }

  /// Takes a warning that nobody said while events were folded.
  func take(warning: String) {
    take(ProjectionNote(position: nil, kind: .warning, text: warning))
  }

  /// Prints what was said since the last time.
  func print(_ invocation: Invocation) {
    let (notes, lost) = state.withLock { state in
      defer { (state.waiting, state.lost) = ([], 0) }
      let more = state.waiting.keepNotes(last: Self.limit)
      return (state.waiting, state.lost + more)
    }
    if lost > 0 { invocation.note("\(counted(lost, "earlier line")) left out", by: projection) }
    for note in notes {
      for line in note.text.split(separator: "\n", omittingEmptySubsequences: false) {
        // A warning names its file and line itself.
        invocation.note(String(line), by: note.kind == .log ? projection : "rewind")
      }
    }
  }
}

extension [ProjectionNote] {
  /// Keeps all warnings and the last of the other lines; answers how many are left out.
  fileprivate mutating func keepNotes(last limit: Int) -> Int {
    let logs = count { $0.kind == .log }
    var left = Swift.max(0, logs - limit)
    let lost = left
    removeAll { note in
      guard note.kind == .log, left > 0 else { return false }
      left -= 1
      return true
    }
    return lost
  }
}
