import Explorer
import Platform
import Rewind
import RewindScripts
import Synchronization

/// One of the explored logs: read, followed, asked and worked on beside the loop.
final class LogSession: Sendable {
  /// How long a log that cannot be opened is left alone before the next try, in milliseconds.
  private static let retryInterval = 1_000

  /// The messages about the log.
  let mailbox: Mailbox
  private let source: LogOpening
  private let state = Mutex(State.waiting)
  private let isEnded = Atomic(false)
  /// Wakes the thread that tries to open the log again.
  private let ended = Semaphore()

  private enum State {
    case waiting
    case working(Work)
    case failed(String)
  }

  private struct Work {
    let source: any EventSource
    let questions: QuestionLanes
    let jobs: ProjectionJobs
    let scripts: ScriptReading
    let follower: LogFollower
    var code: CodeWatch
    var folds: FoldEditing
    /// Looks at the code again, and has states folded anew.
    let codeChanged: @Sendable () -> Void
  }

  init(_ source: LogOpening, wake: @escaping @Sendable () -> Void) {
    self.source = source
    mailbox = Mailbox(wake: wake)
  }

  /// Starts reading the log, and following it.
  func start() {
    switch source.state {
    case .open(let opened): begin(opened)
    case .failed(let trouble):
      fail(trouble)
      // Without a thread to try it again, it stays closed.
      _ = BlockingThread.startDetached { [self] in retry(after: trouble) }
    case .toBeOpened:
      let isStarted = BlockingThread.startDetached { [self] in
        do {
          begin(try source.open().0)
        } catch {
          fail(trouble(error))
        }
      }
      if !isStarted { fail(.noThreadLeft) }
    }
  }

  /// Tries to open the log until that succeeds, and says so; where it fails for another reason than
  /// before, it says that.
  private func retry(after trouble: LogTrouble) {
    var last = trouble
    while true {
      ended.wait(atMostMilliseconds: Self.retryInterval)
      if isEnded.load(ordering: .relaxed) { return }
      do {
        let (opened, options) = try source.open()
        mailbox.post(.opened(options))
        return begin(opened)
      } catch {
        let now = self.trouble(error)
        if now != last { fail(now) }
        last = now
      }
    }
  }

  private func begin(_ opened: OpenedLog) {
    let calls = source.options.words.calls
    let projections = LogProjections(
      source: opened.source, catalog: opened.projections, models: opened.models)
    let jobs = ProjectionJobs(projections, mailbox: mailbox, calls: calls)
    let scripts = ScriptReading(projections, mailbox: mailbox, calls: calls) { jobs.lookAgain() }
    let answerer = QuestionAnswerer(projections, folds: opened.folds, calls: calls)
    let follower = LogFollower(opened.source, mailbox: mailbox) { change in
      if change == .replaced { answerer.forget() }
      scripts.lookAtWarnings()
      jobs.start()
    }
    let codeChanged = { @Sendable [mailbox] in
      (opened.source.upcasters.outside as? CodeUpcasters)?.refresh()
      (opened.folds.finder as? CodeFinder)?.refresh()
      let changed = (opened.projections.finder as? CodeProjections)?.refresh() ?? []
      answerer.forget()
      mailbox.post(.foldsChanged)
      scripts.readAgain(changed: changed)
    }
    let code = CodeWatch(opened.code, onChange: codeChanged)
    let work = Work(
      source: opened.source, questions: QuestionLanes(answerer, mailbox: mailbox), jobs: jobs,
      scripts: scripts, follower: follower, code: code,
      folds: FoldEditing(opened, words: source.options.words),
      codeChanged: codeChanged)
    let isWanted = state.withLock { state in
      // What is opened as the last of all, such as standard input, is not begun with any more.
      if isEnded.load(ordering: .relaxed) { return false }
      state = .working(work)
      return true
    }
    guard isWanted else { return }
    if !follower.start() || !code.start() || !scripts.start() {
      mailbox.post(.failure(.noThreadLeft))
    }
  }

  private func trouble(_ error: any Error) -> LogTrouble {
    LogTrouble(error, proposing: source.options.words.calls)
  }

  private func fail(_ trouble: LogTrouble) {
    state.withLock { $0 = .failed(trouble.line) }
    mailbox.post(.unopened(trouble))
  }

  /// Asks a question; its answers come to the mailbox.
  func ask(_ request: Request) {
    switch state.withLock(\.self) {
    case .working(let work): work.questions.ask(request)
    case .waiting: refuse(request, "\(source.options.logName) is still being read")
    case .failed(let reason): refuse(request, reason)
    }
  }

  private func refuse(_ request: Request, _ reason: String) {
    mailbox.post(.answer(token: request.token, .failed(reason)))
  }

  /// Gives up the unfinished question of a lane.
  func cancel(_ lane: Lane) {
    work?.questions.cancel(lane)
  }

  /// Takes an order about projections.
  func perform(_ order: ProjectionOrder) {
    work?.jobs.perform(order)
  }

  /// The file to edit for how a category's events are folded, which is written where there is none.
  ///
  /// - Parameter folder: the folder of code that is begun where the log has none.
  /// - Returns: the file; nil where a folder has to be named first.
  /// - Throws: why there is none to edit.
  func fileToEdit(
    forCategory category: String, beginning folder: String? = nil
  ) throws -> FoldFile? {
    guard var work else { throw FoldEditingError("the log is not open yet") }
    let before = work.folds.code
    let file = try work.folds.file(
      forCategory: category, beginning: folder, in: work.source.snapshot())
    guard work.folds.code != before else { return file }
    work.code.stop()
    work.code = CodeWatch(work.folds.code, onChange: work.codeChanged)
    state.withLock { $0 = .working(work) }
    work.codeChanged()
    if !work.code.start() { mailbox.post(.failure(.noThreadLeft)) }
    return file
  }

  /// Remembers a yes to a program, and has states folded anew.
  func agree(to program: String) {
    guard let work else { return }
    do {
      try work.folds.agree(to: program)
      mailbox.post(.foldsChanged)
    } catch {
      mailbox.post(.failure(LogTrouble("\(error)")))
    }
  }

  /// Ends following the log and answering questions, and the threads that do so; what is done to its
  /// projections goes on until ``stopWork(of:)``.
  func stop() {
    state.withLock { _ in isEnded.store(true, ordering: .relaxed) }
    ended.post()
    work?.follower.stop()
    work?.code.stop()
    work?.scripts.stop()
    work?.questions.stop()
  }

  private var work: Work? {
    state.withLock { if case .working(let work) = $0 { work } else { nil } }
  }
}

// MARK: - What is left at the end

extension LogSession {
  /// The log, where it could be opened.
  var log: (any EventSource)? { work?.source }

  /// Why it could not be opened.
  var failure: String? {
    state.withLock { if case .failed(let reason) = $0 { reason } else { nil } }
  }

  /// Stops all work on projections, resumably, and waits for it a while.
  ///
  /// - Returns: a line for each rebuild that can go on.
  static func stopWork(of sessions: [LogSession]) -> [String] {
    let work = sessions.compactMap { $0.work?.jobs }.map { ($0, $0.cancelAll()) }
    return work.flatMap { jobs, running in jobs.linesOnceStopped(running) }
  }
}
