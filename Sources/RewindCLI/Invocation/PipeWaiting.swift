import Platform
import Synchronization

/// Says that a pipe among the files of a log has no line yet, which nobody may ever write: on the line of progress,
/// or where that is not shown once, after a second.
final class PipeWaiting: Sendable {
  private static let patience: Int64 = 1_000

  private let progress: Progress
  private let start = SystemClock.monotonicMilliseconds()
  private let isSaid = Atomic(false)

  init(_ progress: Progress) {
    self.progress = progress
  }

  static func words(_ pipe: String) -> String { "waiting for the first lines of \(pipe)" }

  /// Called now and then while it is waited.
  func say(_ pipe: String) {
    progress.show { Self.words(pipe) }
    guard !progress.isShown,
      SystemClock.monotonicMilliseconds() - start >= Self.patience,
      !isSaid.exchange(true, ordering: .relaxed)
    else { return }
    ErrorLine.write(Self.words(pipe), by: "rewind")
  }
}
