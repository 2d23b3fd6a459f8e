import Platform
import Synchronization
import TextUI

/// How far long work is, on one line of standard error, when that is a terminal.
///
/// Nothing is shown for work that takes less than a third of a second.
final class Progress: Sendable {
  /// Whether standard error is a terminal.
  let isShown: Bool
  private let start: Int64
  private let last: LastShown

  init() {
    isShown = SystemFile.standardError.isTerminal
    start = SystemClock.monotonicMilliseconds()
    last = LastShown(start + 300)
  }

  /// Shows what is being done and which part of it is.
  func show(_ what: String, done: Int, of total: Int) {
    show { total > 0 ? "\(what) \(min(100, done * 100 / total))%" : "\(what) \(done)" }
  }

  /// Shows a line, which is made only when it is time for one; from any thread.
  func show(_ line: () -> String) {
    let now = SystemClock.monotonicMilliseconds()
    guard isShown, last.advance(to: now) else { return }
    write("\r\(VisibleText.escaped(line()))\u{1B}[K")
    Interruption.noteProgress(isShown: true)
  }

  /// Removes the line, before anything else is written.
  func clear() {
    guard isShown, last.hasShown else { return }
    write("\r\u{1B}[K")
    Interruption.noteProgress(isShown: false)
  }

  private func write(_ text: String) {
    SystemFile.standardError.write(text: text)
  }
}

/// When the line was last shown; ten times a second is enough.
private final class LastShown: Sendable {
  private let next: Atomic<Int64>
  private let shown = Atomic<Bool>(false)

  init(_ first: Int64) {
    next = Atomic(first)
  }

  var hasShown: Bool { shown.load(ordering: .relaxed) }

  /// Whether it is time to show it again.
  func advance(to now: Int64) -> Bool {
    let due = next.load(ordering: .relaxed)
    guard now >= due,
      next.compareExchange(expected: due, desired: now + 100, ordering: .relaxed).exchanged
    else { return false }
    shown.store(true, ordering: .relaxed)
    return true
  }
}
