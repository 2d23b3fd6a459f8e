internal import Synchronization

/// A child that any thread may kill, while one of them waits for what it says.
///
/// Its number may be another process's as soon as it was waited for, so that it is killed only before.
package final class SharedChild: Sendable {
  private let child: ChildProcess
  private let isOver = Mutex(false)

  /// Takes over a child, which nobody else kills or waits for from then on.
  package init(_ child: ChildProcess) { self.child = child }

  /// Whether it ends within so many milliseconds; it is still to be waited for.
  package func ends(within milliseconds: Int) -> Bool { child.ends(within: milliseconds) }

  /// Returns once it has ended; it is still to be waited for.
  package func waitUntilEnded() { child.waitUntilEnded() }

  /// Kills it where it has not been waited for; it is still to be waited for.
  package func kill() {
    isOver.withLock { isOver in
      if !isOver { child.kill() }
    }
  }

  /// Kills it, and waits for its end.
  ///
  /// - Returns: how it ended; nil where it was waited for before.
  @discardableResult
  package func end() -> ChildProcess.Ending? {
    isOver.withLock { isOver in
      guard !isOver else { return nil }
      isOver = true
      child.kill()
      return child.waitForEnding()
    }
  }
}
