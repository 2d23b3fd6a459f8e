import ExplorerRuntime
import Platform
import Rewind
import Synchronization

/// `rewind projection run`: read models caught up with the log, and kept up with it.
struct RunCommand {
  let invocation: Invocation
  let options: Command.Run

  func run() throws -> Int32 {
    let session = try ProjectionSession(keepingFor: invocation, options.projections)
    let chosen = try session.agreed(options.projections, invocation)
    session.models.makeRoom()
    try session.readForeignLog(invocation)
    Interruption.waitForSafePlaces()
    let board = RunBoard(count: chosen.count)
    let progress = chosen.count == 1 ? invocation.progress : nil
    let notes = chosen.map { ProjectionNotes($0.name) }
    let threads = zip(chosen, notes).map { chosen, notes in
      RunThread(chosen.name, chosen.definition, session, options, board, progress, notes).start()
    }
    var status: Int32 = 0
    while true {
      let (entries, isDone) = board.next()
      for notes in notes { notes.print(invocation) }
      for entry in entries { status = max(status, print(entry, session)) }
      if isDone { break }
      if options.follow, invocation.output.isClosed { board.stop() }
    }
    for thread in threads { thread?.join() }
    return Interruption.isRequested ? Interruption.exitStatus : status
  }

  private func print(_ entry: RunBoard.Entry, _ session: ProjectionSession) -> Int32 {
    var (result, position, error): (String, Int?, String?) = ("failed", nil, nil)
    var note: String?
    var status: Int32 = 0
    let parked = try? session.store.deadLetterCount(of: entry.projection, .live)
    switch entry.event {
    case .caughtUp(let place): (result, position) = ("caught up", place)
    case .stopped(let place): (result, position) = ("stopped", place)
    case .faulted(let fault):
      position = fault.position - 1
      let line =
        "stopped before \(session.place(of: fault.position)): \(fault.message);"
        + " the read model is whole before it; "
        + FaultAdvice.text(for: fault, in: session, invocation)
      (error, note) = (line, "\(entry.projection): \(line)")
      status = 1
    case .failed(let failure):
      error = invocation.proposed.line(of: failure)
      note = invocation.proposed.line(of: failure, about: entry.projection)
      status = ExitStatus.of(failure)
    }
    invocation.progress.clear()
    invocation.confirm("what was taken in is kept") { () throws(OutputError) in
      if invocation.shared.json {
        try invocation.printJSON([
          "projection": .string(entry.projection), "result": .string(result),
          "position": position.map { JSONValue(session.shown($0)) },
          "parked": parked.map { JSONValue($0) },
          "error": error.map { .string($0) },
        ])
      } else if error == nil, let position {
        let words = result == "stopped" ? "stopped at" : "caught up to"
        try invocation.output.line(
          "\(entry.projection): \(words) \(session.place(of: position))")
      }
    }
    if let note {
      invocation.note(note)
    } else if let parked {
      invocation.noteParked(parked, of: entry.projection)
    }
    return status
  }
}

/// What the threads of several runs have to say, until the program's own thread prints it.
private final class RunBoard: Sendable {
  enum Event {
    case caughtUp(Int)
    case stopped(Int)
    case faulted(ProjectionFault)
    case failed(any Error)
  }
  struct Entry {
    var projection: String
    var event: Event
  }

  private struct State {
    var entries: [Entry] = []
    var running: Int
  }

  private let state: Mutex<State>
  private let posted = Semaphore()
  private let stopped = Atomic(false)

  init(count: Int) {
    state = Mutex(State(running: count))
  }

  var isStopped: Bool { stopped.load(ordering: .relaxed) || Interruption.isRequested }

  func stop() {
    stopped.store(true, ordering: .relaxed)
  }

  func post(_ entry: Entry) {
    state.withLock { $0.entries.append(entry) }
    posted.post()
  }

  /// Notes that one of the runs has nothing more to say.
  func end() {
    state.withLock { $0.running -= 1 }
    posted.post()
  }

  /// What came since, after a wait; and whether no more will come.
  func next() -> ([Entry], isDone: Bool) {
    posted.wait(atMostMilliseconds: 250)
    return state.withLock { state in
      defer { state.entries = [] }
      return (state.entries, state.running == 0)
    }
  }
}

/// One projection's run, on a thread of its own.
private final class RunThread: Sendable {
  private let name: String
  private let definition: Result<ProjectionDefinition, any Error>
  private let session: ProjectionSession
  private let options: Command.Run
  private let board: RunBoard
  /// Where to show how far it is; nil where several would write over each other.
  private let progress: Progress?
  private let notes: ProjectionNotes
  /// The position that was last said to be caught up to.
  private let told = Atomic(-1)

  init(
    _ name: String, _ definition: Result<ProjectionDefinition, any Error>,
    _ session: ProjectionSession, _ options: Command.Run, _ board: RunBoard, _ progress: Progress?,
    _ notes: ProjectionNotes
  ) {
    self.name = name
    self.definition = definition
    self.notes = notes
    self.session = session
    self.options = options
    self.board = board
    self.progress = progress
  }

  /// Starts the thread; nil where the system has none left, which the board says then.
  func start() -> BlockingThread? {
    if let thread = BlockingThread({ self.run() }) { return thread }
    post(.failed(Failure("the system has no thread left for it; end some programs")))
    board.end()
    return nil
  }

  private func run() {
    defer { board.end() }
    do {
      let runner = session.runner(try definition.get()) { [notes] in notes.take($0) }
      let result = try runner.run(
        follow: options.follow, onError: options.onError
      ) { [self] report in
        if report.phase == .live {
          tell(report.position)
        } else {
          progress?.show { report.line(about: name) }
        }
        return !board.isStopped
      }
      switch result {
      case .caughtUp(let position): tell(position)
      case .stopped(let position): post(.stopped(position))
      case .faulted(let fault): post(.faulted(fault))
      }
    } catch {
      post(.failed(error))
    }
  }

  /// Says that it has caught up, once for each position.
  private func tell(_ position: Int) {
    guard told.exchange(position, ordering: .relaxed) != position else { return }
    post(.caughtUp(position))
  }

  private func post(_ event: RunBoard.Event) {
    board.post(.init(projection: name, event: event))
  }
}
