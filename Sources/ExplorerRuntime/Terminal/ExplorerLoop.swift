import Curses
import Explorer
import Platform
import Rewind
import TextUI

/// Runs the explorer on a terminal: keys in, effects out, a frame at a time.
///
/// All that takes longer than a frame runs on other threads; the loop only waits a moment for quick
/// answers, so that a step paints once.
struct ExplorerLoop {
  /// How long a frame is held back for answers that are nearly there.
  private static let patience = 8
  private static let clockInterval: Int64 = 1000

  private let terminal: Terminal
  private let sessions: [LogSession]
  private let clipboard = Clipboard()
  private let glyphs: GlyphSet
  private var workspace: Workspace
  private var unanswered: Set<Asked> = []
  private var lastClock: Int64 = 0
  private var ending: ExplorerEnding.Reason?

  /// A question that is unanswered.
  private struct Asked: Hashable {
    let log: Int
    let token: Int
  }

  /// Explores logs until the person quits; the terminal is given back then.
  ///
  /// - Parameters:
  ///   - logs: those to be shown.
  ///   - typedAhead: what was typed before the terminal was taken.
  /// - Returns: how it ended, and the logs; work on their projections is still to be stopped.
  static func run(
    _ logs: [LogOpening], _ typedAhead: [InputEvent]
  ) throws(TerminalError) -> (ExplorerEnding.Reason, [LogSession]) {
    let terminal = try Terminal.open(mending: MappedFile.mend)
    defer { terminal.close() }
    var logs = logs
    for number in logs.indices {
      if !terminal.isUTF8 { logs[number].options.display.glyphs = .ascii }
      if !terminal.supportsColor { logs[number].options.display.usesColor = false }
    }
    var loop = ExplorerLoop(terminal, logs)
    return (loop.run(typedAhead), loop.sessions)
  }

  private init(_ terminal: Terminal, _ logs: [LogOpening]) {
    self.terminal = terminal
    let wake = terminal.wake
    sessions = logs.map { LogSession($0) { wake.signal() } }
    glyphs = logs[0].options.display.glyphs
    workspace = Workspace(logs: logs.map(\.options))
  }

  private mutating func run(_ typedAhead: [InputEvent]) -> ExplorerEnding.Reason {
    tellTime()
    handle(.resized(terminal.size))
    draw()
    for session in sessions { session.start() }
    defer { for session in sessions { session.stop() } }
    for event in typedAhead { handle(.input(event)) }
    while true {
      takeEvents(waitingAtMost: Int(Self.clockInterval))
      settle()
      if let ending { return ending }
      draw()
    }
  }

  private func draw() {
    var canvas = Canvas(size: terminal.size, glyphs: glyphs)
    workspace.draw(on: &canvas)
    terminal.present(canvas)
  }

  /// Waits a moment for quick answers, so that what a key asked for is in the key's own frame.
  private mutating func settle() {
    let deadline = SystemClock.monotonicMilliseconds() + Int64(Self.patience)
    while !unanswered.isEmpty, ending == nil {
      let left = Int(deadline - SystemClock.monotonicMilliseconds())
      guard left > 0 else { break }
      takeEvents(waitingAtMost: left)
    }
    unanswered = []
  }
}

// MARK: - Messages

extension ExplorerLoop {
  /// Waits for something to happen and takes all of it in.
  private mutating func takeEvents(waitingAtMost milliseconds: Int) {
    var events = terminal.next(timeoutMilliseconds: milliseconds)[...]
    while let event = events.popFirst() {
      switch event {
      case .input(let input):
        handle(.input(workspace.isTyping ? events.joiningTyped(to: input) : input))
      case .resized(let size): handle(.resized(size))
      case .signal(let number): ending = .signal(number)
      case .hangup: ending = .hangup
      case .woken: break
      }
    }
    for (log, session) in sessions.enumerated() {
      for message in session.mailbox.take() {
        if case .answer(let token, let answer) = message, answer.isWhole {
          unanswered.remove(Asked(log: log, token: token))
        }
        handle(message, of: log)
      }
    }
    tellTime()
  }

  private mutating func tellTime() {
    let clock = SystemClock.monotonicMilliseconds()
    guard clock - lastClock >= Self.clockInterval else { return }
    lastClock = clock
    handle(.clock(.now()))
  }

  /// Tells what happened to a log, or where nil to the terminal, and does what is to be done.
  private mutating func handle(_ message: Message, of log: Int? = nil) {
    for effect in workspace.update(message, of: log) { perform(effect.effect, for: effect.log) }
  }

  private mutating func perform(_ effect: Effect, for log: Int) {
    switch effect {
    case .ask(let request):
      // A frame is held back only for what it shows.
      if request.lane.isQuick, log == workspace.shown {
        unanswered.insert(Asked(log: log, token: request.token))
      }
      sessions[log].ask(request)
    case .cancel(let lane): sessions[log].cancel(lane)
    case .copy(let text, let what): copy(text, what)
    case .setMouse(let on): terminal.setMouse(on)
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    case .quit: ending = .quit
    case .editFold(let category, let folder): edit(category, into: folder, of: log)
    case .agree(let program): sessions[log].agree(to: program)
    case .project(let order): sessions[log].perform(order)
    }
  }

  private mutating func edit(_ category: String, into folder: String?, of log: Int) {
    do {
      guard let file = try sessions[log].fileToEdit(forCategory: category, beginning: folder)
      else { return handle(.codeFolderMissing(category: category), of: log) }
      if let trouble = TextEditor.edit(file.path, on: terminal) {
        handle(.failure(LogTrouble("\(file.path): \(trouble)")), of: log)
      } else if let notice = file.notice {
        handle(.notice(notice), of: log)
      }
    } catch {
      handle(.failure(LogTrouble("\(error)")), of: log)
    }
  }

  private mutating func copy(_ text: String, _ what: String) {
    if let place = clipboard.copy(text, terminal: terminal) {
      handle(.notice("\(what): \(text.utf8.count) bytes copied to \(place)"))
    } else {
      handle(.copyFailed(text))
    }
  }
}

extension Lane {
  /// Whether answers come within a frame, as a rule.
  fileprivate var isQuick: Bool {
    switch self {
    case .events, .states, .streams, .completions, .rows, .step, .deadLetters: true
    case .series, .effects, .find, .hits, .matches, .rowHistory, .touchedRows, .relatives,
      .dataLines, .comparison,
      .differenceStarts:
      false
    }
  }
}

extension Answer {
  /// Whether nothing more of the same request is needed for a frame.
  fileprivate var isWhole: Bool {
    if case .progress = self { false } else { true }
  }
}
