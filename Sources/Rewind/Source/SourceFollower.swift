internal import Platform

/// Takes in what is appended to a log, by whichever process, as long as it is held.
final class LogFollower: Sendable {
  init(_ log: EventLog) {
    // The thread ends when nobody follows any more, which it sees within one wait.
    BlockingThread { [weak self, weak log] in
      guard let watch = log.map(LogWatch.init) else { return }
      repeat {
        guard let log else { return }
        // Who waits finds out what is wrong when it looks itself.
        do { try log.refresh() } catch { log.changes.signal() }
        watch.wait()
      } while self != nil
    }?.detach()
  }
}
