internal import Platform

/// Takes in what is appended to a source, by whichever process, as long as it is held.
final class SourceFollower: Sendable {
  init(_ source: some EventSource) {
    // The thread ends once the follower is released, which it sees within one wait.
    BlockingThread { [weak self] in
      let watch = source.makeWatch()
      repeat {
        // A task that waits meets the error when it refreshes itself.
        do { try source.refresh() } catch { source.changes.signal() }
        watch.wait()
      } while self != nil
    }?.detach()
  }
}
