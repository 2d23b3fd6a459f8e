import Explorer
import Rewind
import Synchronization

/// Reads a log beside the loop, then follows it: the log as it is then is posted as a message.
final class LogFollower: Sendable {
  private let source: any EventSource
  private let mailbox: Mailbox
  private let onChange: @Sendable (SourceChange) -> Void
  private let isStopped = Atomic(false)
  private let lastReport = Atomic<Int64>(0)

  /// The shortest time between two reports of progress, in microseconds.
  private static let reportInterval: Int64 = 50_000

  /// - Parameter onChange: called before the message is posted; first when all has been read.
  init(
    _ source: any EventSource, mailbox: Mailbox,
    onChange: @escaping @Sendable (SourceChange) -> Void
  ) {
    self.source = source
    self.mailbox = mailbox
    self.onChange = onChange
  }

  /// Starts reading; false where the system has no thread left for it.
  func start() -> Bool {
    Thread.start { [self] in
      readAll()
      var seen = Seen(source)
      let watch = source.makeWatch()
      while !isStopped.load(ordering: .relaxed) {
        watch.wait()
        refresh(&seen)
      }
    }
  }

  /// Ends reading at the next look.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
  }

  /// What the explorer knows of.
  ///
  /// Others refresh the log too, and what they found is not found again.
  private struct Seen {
    var snapshot: LogSnapshot
    /// Whether the last look failed.
    var isFailing = false

    init(_ source: any EventSource) {
      snapshot = source.snapshot()
    }
  }

  private func readAll() {
    do {
      try source.refresh { [self] progress in
        report(progress)
        return !isStopped.load(ordering: .relaxed)
      }
    } catch {
      mailbox.post(.failure(LogTrouble(error)))
    }
    onChange(.grown)
    mailbox.post(.log(source.snapshot()))
  }

  private func report(_ progress: IndexingProgress) {
    let now = Timestamp.now().microseconds
    let isDue = now - lastReport.load(ordering: .relaxed) > Self.reportInterval
    guard progress.index != nil || isDue else { return }
    lastReport.store(now, ordering: .relaxed)
    let part = Double(progress.bytesRead) / Double(max(1, progress.bytesInAll))
    mailbox.post(.log(source.snapshot(), indexed: part))
  }

  private func refresh(_ seen: inout Seen) {
    var isFailing = false
    do {
      try source.refresh()
    } catch {
      isFailing = true
      mailbox.post(.failure(LogTrouble(error)))
    }
    var now = Seen(source)
    now.isFailing = isFailing
    switch SourceChange(from: seen.snapshot, to: now.snapshot) {
    case .replaced:
      onChange(.replaced)
      mailbox.post(.replaced(now.snapshot))
    case .none where !seen.isFailing || isFailing: break
    case .grown, .none:
      onChange(.grown)
      mailbox.post(.log(now.snapshot))
    }
    seen = now
  }
}
