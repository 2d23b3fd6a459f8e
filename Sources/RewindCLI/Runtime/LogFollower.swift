import Explorer
import Rewind
import Synchronization

/// Reads a log beside the loop, then follows it: every new index is posted as a message.
final class LogFollower: Sendable {
  private let log: EventLog
  private let mailbox: Mailbox
  private let onReplacement: @Sendable () -> Void
  private let isStopped = Atomic(false)
  private let lastReport = Atomic<Int64>(0)

  /// The shortest time between two reports of progress, in microseconds.
  private static let reportInterval: Int64 = 50_000

  init(_ log: EventLog, mailbox: Mailbox, onReplacement: @escaping @Sendable () -> Void) {
    self.log = log
    self.mailbox = mailbox
    self.onReplacement = onReplacement
  }

  /// Starts reading.
  func start() {
    Thread.start { [self] in
      readAll()
      let watch = LogWatch(log)
      while !isStopped.load(ordering: .relaxed) {
        watch.wait()
        refresh()
      }
    }
  }

  /// Ends reading at the next look.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
  }

  private func readAll() {
    do {
      try log.refresh { [self] progress in
        report(progress)
        return !isStopped.load(ordering: .relaxed)
      }
    } catch {
      mailbox.post(.failure("\(error)"))
    }
    mailbox.post(.index(log.index))
  }

  private func report(_ progress: IndexingProgress) {
    let now = Timestamp.now().microseconds
    let isDue = now - lastReport.load(ordering: .relaxed) > Self.reportInterval
    guard let index = progress.index ?? (isDue ? log.index : nil) else { return }
    lastReport.store(now, ordering: .relaxed)
    let part = Double(progress.bytesRead) / Double(max(1, progress.bytesInAll))
    mailbox.post(.index(index, indexed: part))
  }

  private func refresh() {
    do {
      switch try log.refresh() {
      case .none: break
      case .grown: mailbox.post(.index(log.index))
      case .replaced:
        onReplacement()
        mailbox.post(.replaced(log.index))
      }
    } catch {
      mailbox.post(.failure("\(error)"))
    }
  }
}
