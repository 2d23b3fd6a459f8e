internal import Synchronization

/// A child that any thread may kill, while one of them waits for what it says.
///
/// Its number may be another process's as soon as it was waited for, so that it is killed only before.
package final class SharedChild: Sendable {
  private let child: ChildProcess
  private let leadsSession: Bool
  private let isOver = Mutex(false)

  /// Takes over a child, which nobody else kills or waits for from then on.
  ///
  /// - Parameter leadsSession: whether it leads a session, which is killed with it, and at this process's end.
  package init(_ child: ChildProcess, leadsSession: Bool = false) {
    self.child = child
    self.leadsSession = leadsSession
    if leadsSession { KilledAtExit.add(child) }
  }

  /// Whether it ends within so many milliseconds; it is still to be waited for.
  package func ends(within milliseconds: Int) -> Bool { child.ends(within: milliseconds) }

  /// Kills it where it has not been waited for; it is still to be waited for.
  package func kill() {
    isOver.withLock { isOver in
      if !isOver { killNow() }
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
      if leadsSession { KilledAtExit.remove(child) }
      killNow()
      return child.waitForEnding()
    }
  }

  private func killNow() {
    if leadsSession { child.killSession() } else { child.kill() }
  }
}
