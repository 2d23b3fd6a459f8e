import Explorer
import Platform
import Rewind
import RewindScripts
import Synchronization

/// Does the explorer's work on projections beside the loop, each job on a thread of its own, and says
/// how it goes.
final class ProjectionJobs: Sendable {
  let projections: LogProjections
  private let calls: ProposedCalls
  private let mailbox: Mailbox
  private let scheduler = Mutex(ProjectionScheduler())
  private let jobs = Mutex<[ProjectionScheduler.Place: RunningJob]>([:])
  private let ended = Semaphore()
  /// Wakes the thread that reports the projections' statuses.
  private let asked = Semaphore()
  private let told = Mutex<[ProjectionStatus]>([])
  private let lastFailure = Mutex("")
  private let isStopped = Atomic(false)
  private let isStarted = Atomic(false)

  /// How long quitting waits for work to stop, in milliseconds.
  private static let patience = 5000

  /// - Parameter calls: calls that errors propose, about the log.
  init(
    _ projections: LogProjections, mailbox: Mailbox, calls: ProposedCalls = ProposedCalls()
  ) {
    self.projections = projections
    self.mailbox = mailbox
    self.calls = calls
  }

  /// Takes an order; progress and result come to the mailbox.
  func perform(_ order: ProjectionOrder) {
    perform(scheduler.withLock { $0.take(order) })
  }

  private func perform(_ actions: [ProjectionScheduler.Action]) {
    for action in actions {
      switch action {
      case .start(let name, let job): start(job, of: name)
      case .cancel(let name, let job):
        jobs.withLock { $0[ProjectionScheduler.Place(name, job)] }?.cancel()
      case .sayWaiting(let name): post(.waiting(name))
      case .refuse(let name, let reason): post(.ended(name, .failed("\(name): \(reason)")))
      case .dropped(let name, _):
        let shadow = try? projections.models.store.header(of: name, .shadow)
        post(.ended(name, .cancelled(position: shadow?.checkpoint.position ?? 0)))
      }
    }
  }

  private func post(_ news: ProjectionNews) {
    mailbox.post(.projections(news))
  }
}

// MARK: - Jobs

extension ProjectionJobs {
  private func start(_ job: ProjectionScheduler.Job, of name: String) {
    let running = RunningJob(name: name, job: job)
    jobs.withLock { $0[running.place] = running }
    // What was said in the job before is not of this one.
    if running.job.folds { post(.said(name, [])) }
    asked.post()
    let isStarted = BlockingThread.startDetached { [self] in
      ThisThread.giveWay()
      finish(running, outcome(of: running))
    }
    if !isStarted { finish(running, .failed("\(name): \(LogTrouble.noThreadLeft.line)")) }
  }

  private func finish(_ running: RunningJob, _ ending: ProjectionNews.Ending) {
    running.end(ending)
    tellNotes(of: running)
    let name = running.name
    // Another job took its place for a while; for a person, it goes on.
    let (isSilent, actions) = scheduler.withLock { scheduler in
      (running.job.isRun && scheduler.isPaused(name), scheduler.end(name, running.job))
    }
    // Before what comes next has anything to say.
    if !isSilent || !ending.isCancelled { post(.ended(name, ending)) }
    perform(actions)
    asked.post()
    ended.post()
  }

  private func tellNotes(of running: RunningJob) {
    if let notes = running.notes.new() { post(.said(running.name, notes)) }
  }

  private func outcome(of running: RunningJob) -> ProjectionNews.Ending {
    do {
      let definition = try definition(for: running)
      projections.models.makeRoom()
      let runner = projections.runner(definition) { running.notes.take($0) }
      return try outcome(of: running, runner)
    } catch let error as ReplacedCodeError {
      return .failed(
        "\(running.name): \(error.file) was changed while it was at work;"
          + " the read model is whole up to its position, b goes on with the new script")
    } catch let error as UntrustedProgramError {
      guard let order = running.job.order(of: running.name) else {
        return .failed(calls.line(of: error, about: running.name))
      }
      return .needsAgreement(program: error.program, for: order)
    } catch {
      return .failed(calls.line(of: error, about: running.name))
    }
  }

  /// What a job works with: to throw a shadow away, a script need not be usable.
  ///
  /// - Throws: ``UntrustedProgramError`` before anything is begun that a program is needed for.
  private func definition(for running: RunningJob) throws -> ProjectionDefinition {
    if running.job.folds {
      try (projections.catalog.finder as? CodeProjections)?.checkAllowed(named: running.name)
    }
    return running.job == .discard
      ? try projections.listedDefinition(named: running.name)
      : try projections.definition(named: running.name)
  }

  private func outcome(
    of running: RunningJob, _ runner: ProjectionRunner
  ) throws -> ProjectionNews.Ending {
    let name = running.name
    let report: ProjectionRunner.Report = { [self] progress in
      if running.shouldTell(progress), isShown(running) {
        post(.progress(name, progress))
        tellNotes(of: running)
      }
      return !running.isCancelled
    }
    switch running.job {
    case .rebuild(let comparing, let onError):
      let before = try runner.status().unfinishedRebuild?.fault
      let start = ContinuousClock.now
      switch try runner.rebuild(onError: onError, swaps: !comparing, report: report) {
      case .swapped(let position):
        let time = start.duration(to: .now).inSeconds
        return .done("\(name): rebuilt to \(place(of: position)) in \(time) s")
      case .ready: return .ready
      case .cancelled(let position): return .cancelled(position: position)
      case .faulted(let fault):
        return .failed(
          line(of: fault, name, isAgain: fault == before) + "; the old read model is as it was")
      }
    case .run(let onError):
      let before = try runner.status().state
      switch try runner.run(follow: true, onError: onError, report: report) {
      case .caughtUp(let position), .stopped(let position):
        return .cancelled(position: position)
      case .faulted(let fault):
        return .failed(line(of: fault, name, isAgain: before == .faulted(fault)))
      }
    case .swap:
      try runner.swap()
      return .done("\(name): the new read model is in place")
    case .discard:
      try runner.discardShadow()
      return .done("\(name): the read model is as it was")
    case .retry(let key):
      let result = try runner.retryParked(key: key, report: report)
      if let fault = result.fault {
        return .failed(
          "\(name): \(place(of: fault.position)) was not taken in: \(fault.message);"
            + " \(Format.grouped(result.left)) left")
      }
      return .done(
        "\(name): \(Format.count(result.replayed, "event")) taken in, \(Format.grouped(result.left)) left"
      )
    }
  }

  /// - Parameter isAgain: whether it stopped there before, and its code is what it was.
  private func line(of fault: ProjectionFault, _ name: String, isAgain: Bool) -> String {
    let again = isAgain ? " again" : ""
    return "\(name): stopped\(again) before \(place(of: fault.position)): \(fault.message)"
  }

  /// Whether a job is what is to be seen of its projection: a run is not beside a rebuild.
  private func isShown(_ running: RunningJob) -> Bool {
    running.place.copy == .shadow
      || scheduler.withLock { $0.job(of: running.name) }?.copy != .shadow
  }

  /// A position as the log itself counts.
  private func place(of position: Int) -> String {
    let index = projections.source.index
    let isKnown = (1...max(1, index.eventCount)).contains(position) && index.eventCount > 0
    return "@" + Format.grouped(isKnown ? index.shownPosition(position) : position)
  }
}

// MARK: - Statuses

extension ProjectionJobs {
  /// How long it takes at most until a change by another process is seen, in milliseconds.
  private static let interval = 1000

  /// Begins to report the projections' statuses whenever they change; called once the log is read.
  func start() {
    let isAny = !projections.known.all.isEmpty || projections.catalog.finder != nil
    guard isStarted.exchange(true, ordering: .relaxed) == false, isAny else {
      asked.post()
      return
    }
    let isTelling = BlockingThread.startDetached { [self] in
      while !isStopped.load(ordering: .relaxed) {
        tell()
        // Other processes work on them too, without a message.
        asked.wait(atMostMilliseconds: Self.interval)
      }
    }
    if !isTelling { mailbox.post(.failure(.noThreadLeft)) }
  }

  private func tell() {
    var failure = ""
    let statuses = projections.known.all.compactMap { projection -> ProjectionStatus? in
      do {
        return try status(of: projection).map(ours)
      } catch {
        failure = calls.line(of: error)
        // What the read model is cannot be told, so it must not be relied on.
        return ProjectionStatus(
          name: projection.name, state: .stale(reason: failure), position: 0,
          head: projections.source.index.eventCount)
      }
    }
    tell(failure)
    let isNew = told.withLock { told in
      defer { told = statuses }
      return told != statuses
    }
    if isNew { post(.statuses(statuses)) }
  }

  /// Where a projection is; nil where its script was never taken in.
  private func status(of projection: ListedProjection) throws -> ProjectionStatus? {
    let name = projection.name
    guard case .broken(let reason) = projection.code else {
      return try projection.definition.map { try projections.runner($0).status() }
    }
    let store = projections.models.store
    let live = try store.header(of: name, .live)
    return ProjectionStatus(
      name: name, state: .stale(reason: reason), position: live?.checkpoint.position ?? 0,
      head: projections.source.index.eventCount,
      parked: live == nil ? 0 : try store.deadLetterCount(of: name, .live),
      writtenAt: live?.writtenAt)
  }

  /// Has the statuses looked at again, where they are reported.
  func lookAgain() { asked.post() }

  /// The status as this process knows it: its own work in the place of what its lock tells others.
  private func ours(_ status: ProjectionStatus) -> ProjectionStatus {
    var status = status
    if status.process == ThisProcess.id { status.process = nil }
    switch scheduler.withLock({ $0.job(of: status.name) }) {
    case .rebuild: status.state = .rebuilding
    case .run: status.state = .running
    case .swap, .discard, .retry, nil: break
    }
    return status
  }

  /// Says what is wrong with the database, once; nothing where it is right.
  private func tell(_ failure: String) {
    let isNew = lastFailure.withLock { last in
      defer { last = failure }
      return last != failure
    }
    if isNew, !failure.isEmpty { mailbox.post(.failure(LogTrouble(failure))) }
  }
}

// MARK: - Stopping

extension ProjectionJobs {
  /// Asks all work to stop; answers what was at work.
  func cancelAll() -> [RunningJob] {
    isStopped.store(true, ordering: .relaxed)
    asked.post()
    let last = jobs.withLock { $0.values.filter { !$0.hasEnded } }
    perform(scheduler.withLock { $0.close() })
    return last
  }

  /// Waits a while until nothing is at work; a line for each rebuild that can go on.
  func linesOnceStopped(_ last: [RunningJob]) -> [String] {
    let deadline = ContinuousClock.now + .milliseconds(Self.patience)
    while !scheduler.withLock(\.isIdle), ContinuousClock.now < deadline {
      ended.wait(atMostMilliseconds: 100)
    }
    return last.sorted { $0.name < $1.name }.compactMap { running in
      guard running.job.isRebuild, let position = running.stoppedAt else { return nil }
      return "rebuild of \(running.name) stopped at \(place(of: position));"
        + " it goes on when it is asked for again"
    }
  }
}

extension ProjectionNews.Ending {
  fileprivate var isCancelled: Bool { if case .cancelled = self { true } else { false } }
}
