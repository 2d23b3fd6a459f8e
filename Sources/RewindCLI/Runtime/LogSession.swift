import Explorer
import Rewind
import Synchronization

/// One log of those that are explored: read, followed, asked and worked on beside the loop.
final class LogSession: Sendable {
  /// How long a log that cannot be opened is left alone before the next try, in milliseconds.
  private static let retryInterval = 1_000

  /// What is to be said of the log.
  let mailbox: Mailbox
  private let source: LogToExplore
  private let state = Mutex(State.waiting)

  private enum State {
    case waiting
    case working(Work)
    case failed(String)
  }

  private struct Work {
    let opened: OpenedLog
    let answering: Answering
    let projecting: Projecting
    let follower: LogFollower
  }

  init(_ source: LogToExplore, wake: @escaping @Sendable () -> Void) {
    self.source = source
    mailbox = Mailbox(wake: wake)
  }

  /// Starts reading the log, and following it.
  func start() {
    switch source.opening {
    case .opened(let opened): begin(opened, of: source)
    case .failed(let reason, let again):
      fail(reason)
      Thread.start { [self] in retry(again, after: reason) }
    case .later(let open):
      Thread.start { [self] in
        do {
          begin(try open(), of: source)
        } catch {
          fail(source.options.proposedCalls.line(of: error))
        }
      }
    }
  }

  /// Tries to open the log until that succeeds, and says so; where it fails for another reason than
  /// before, it says that.
  private func retry(_ again: () throws -> LogToExplore, after reason: String) {
    let clock = Signal()
    var reason = reason
    while true {
      clock.wait(atMostMilliseconds: Self.retryInterval)
      do {
        let source = try again()
        guard case .opened(let opened) = source.opening else { return }
        mailbox.post(.opened(source.options))
        return begin(opened, of: source)
      } catch {
        let now = source.options.proposedCalls.line(of: error)
        if now != reason { fail(now) }
        reason = now
      }
    }
  }

  private func begin(_ opened: OpenedLog, of source: LogToExplore) {
    let projecting = Projecting(
      log: opened.log, definitions: source.options.projections, models: opened.models,
      mailbox: mailbox, proposedCalls: source.options.proposedCalls)
    let answering = Answering(
      log: opened.log, catalog: source.catalog, projecting: projecting, mailbox: mailbox)
    let follower = LogFollower(opened.log, mailbox: mailbox) { change in
      if change == .replaced { answering.forget() }
      projecting.start()
    }
    let work = Work(
      opened: opened, answering: answering, projecting: projecting, follower: follower)
    state.withLock { $0 = .working(work) }
    follower.start()
  }

  private func fail(_ reason: String) {
    state.withLock { $0 = .failed(reason) }
    mailbox.post(.unopened(reason))
  }

  /// Asks a question; its answers come to the mailbox.
  func ask(_ request: Request) {
    switch state.withLock(\.self) {
    case .working(let work): work.answering.ask(request)
    case .waiting: refuse(request, "\(source.options.logName) is still being read")
    case .failed(let reason): refuse(request, reason)
    }
  }

  private func refuse(_ request: Request, _ reason: String) {
    mailbox.post(.answer(token: request.token, .failed(reason)))
  }

  /// Gives up the unfinished question of a lane.
  func cancel(_ lane: Lane) {
    work?.answering.cancel(lane)
  }

  /// Takes an order about projections.
  func perform(_ order: ProjectionOrder) {
    work?.projecting.perform(order)
  }

  /// Ends following the log; what is done to its projections goes on.
  func stopFollowing() {
    work?.follower.stop()
  }

  private var work: Work? {
    state.withLock { if case .working(let work) = $0 { work } else { nil } }
  }
}

// MARK: - What is left at the end

extension LogSession {
  /// The log, where it could be opened.
  var log: EventLog? { work?.opened.log }

  /// Why it could not be opened.
  var failure: String? {
    state.withLock { if case .failed(let reason) = $0 { reason } else { nil } }
  }

  /// Stops all work on projections, resumably, and waits for it a while.
  ///
  /// - Returns: a line for each rebuild that can go on.
  static func stopWork(of sessions: [LogSession]) -> [String] {
    let work = sessions.compactMap { $0.work?.projecting }.map { ($0, $0.cancelAll()) }
    return work.flatMap { projecting, jobs in projecting.linesOnceStopped(jobs) }
  }
}
