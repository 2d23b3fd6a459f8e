import Rewind
import Synchronization

/// What a projection's script says in one job: warnings, each once, and the last of its own lines.
final class ScriptNotes: Sendable {
  /// So many of its own lines are kept, of each so many characters.
  private static let (limit, length) = (100, 1_000)

  private let state = Mutex(State())

  private struct State {
    var warnings: [ProjectionNote] = []
    var lines: [ProjectionNote] = []
    var isNew = false
  }

  /// Takes a note, from any thread.
  func take(_ note: ProjectionNote) {
    let kept = ProjectionNote(
      position: note.position, kind: note.kind, text: String(note.text.prefix(Self.length)))
    state.withLock { state in
      if kept.kind == .warning {
        guard !state.warnings.contains(where: { $0.text == kept.text }) else { return }
        state.warnings.append(kept)
      } else {
        state.lines.append(kept)
        // Now and then, so that a script that says much costs little.
        if state.lines.count >= 2 * Self.limit {
          state.lines.removeFirst(state.lines.count - Self.limit)
        }
      }
      state.isNew = true
    }
  }

  /// All that is kept; nil where nothing was said since the last time.
  func new() -> [ProjectionNote]? {
    state.withLock { state in
      guard state.isNew else { return nil }
      state.isNew = false
      return state.warnings + state.lines.suffix(Self.limit)
    }
  }
}
