import Explorer
import Platform
import RewindScripts
import Synchronization

/// Watches the code beside a log, and tells when it was changed.
final class CodeWatch: Sendable {
  /// How long a change goes unseen at most, in milliseconds, where the system does not say.
  private static let interval = 250
  /// How long an editor is left to finish its writing, in milliseconds.
  private static let settlingTime = 20

  private let code: LogCode
  private let onChange: @Sendable () -> Void
  private let isStopped = Atomic(false)

  /// - Parameter onChange: called on a thread of the watch's own, once for changes that come together.
  init(_ code: LogCode, onChange: @escaping @Sendable () -> Void) {
    self.code = code
    self.onChange = onChange
  }

  /// Starts watching; false where the system has no thread left for it.
  func start() -> Bool {
    guard !code.folders.isEmpty else { return true }
    return BlockingThread.startDetached { [self] in
      var seen = code.stamp()
      while true {
        FolderWatch(code.folders.map(\.path)).wait(atMostMilliseconds: Self.interval)
        if isStopped.load(ordering: .relaxed) { return }
        guard code.stamp() != seen else { continue }
        SystemClock.pause(microseconds: Self.settlingTime * 1000)
        seen = code.stamp()
        onChange()
      }
    }
  }

  /// Ends watching, at the next look.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
  }
}
