import Curses
import Explorer
internal import Glibc
import Rewind
import TextUI

/// Runs the explorer on a terminal: keys in, effects out, a frame at a time.
///
/// All that takes longer than a frame runs on other threads; the loop only waits a moment for quick
/// answers, so that a step paints once.
struct ExplorerLoop {
  /// How long a frame is held back for answers that are nearly there.
  private static let patience = 8
  private static let clockInterval: Int64 = 1_000_000

  private let terminal: Terminal
  private let mailbox: Mailbox
  private let answering: Answering
  private let projecting: Projecting
  private let follower: LogFollower
  private let clipboard: Clipboard
  private let glyphs: GlyphSet
  private var model: Model
  private var unanswered: Set<Int> = []
  private var lastClock: Int64 = 0
  private var ending: Ending?

  /// How the explorer ended.
  enum Ending {
    case quit
    case signal(Int32)
    case hangup
  }

  /// Explores a log until the person quits; the terminal is given back then.
  ///
  /// - Returns: how it ended, and the work on projections that is still to be stopped.
  static func run(
    _ log: EventLog, options: ExplorerOptions, catalog: FoldCatalog, models: ReadModels,
    environment: [String: String]
  ) throws(TerminalError) -> (Ending, Projecting) {
    let terminal = try Terminal.open()
    defer { terminal.close() }
    var options = options
    if !terminal.isUTF8 { options.glyphs = .ascii }
    if !terminal.supportsColor { options.usesColor = false }
    var loop = ExplorerLoop(terminal, log, options, catalog, models, environment)
    return (loop.run(), loop.projecting)
  }

  private init(
    _ terminal: Terminal, _ log: EventLog, _ options: ExplorerOptions, _ catalog: FoldCatalog,
    _ models: ReadModels, _ environment: [String: String]
  ) {
    self.terminal = terminal
    let wake = terminal.wake
    let mailbox = Mailbox { wake.signal() }
    let projecting = Projecting(
      log: log, definitions: options.projections, models: models, mailbox: mailbox,
      proposedCalls: options.proposedCalls)
    let answering = Answering(
      log: log, catalog: catalog, projecting: projecting, mailbox: mailbox)
    self.mailbox = mailbox
    self.answering = answering
    self.projecting = projecting
    follower = LogFollower(log, mailbox: mailbox) { change in
      if change == .replaced { answering.forget() }
      projecting.start()
    }
    clipboard = Clipboard(environment: environment)
    glyphs = options.glyphs
    model = Model(options: options)
  }

  private mutating func run() -> Ending {
    tellTime()
    handle(.resized(terminal.size))
    draw()
    follower.start()
    defer { follower.stop() }
    while true {
      takeEvents(waitingAtMost: Int(Self.clockInterval / 1000))
      settle()
      if let ending { return ending }
      draw()
    }
  }

  private func draw() {
    var canvas = Canvas(size: terminal.size, glyphs: glyphs)
    model.draw(on: &canvas)
    terminal.present(canvas)
  }

  /// Waits a moment for quick answers, so that what a key asked for is in the key's own frame.
  private mutating func settle() {
    let deadline = Timestamp.now().microseconds + Int64(Self.patience) * 1000
    while !unanswered.isEmpty, ending == nil {
      let left = Int((deadline - Timestamp.now().microseconds) / 1000)
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
    for event in terminal.next(timeoutMilliseconds: milliseconds) {
      switch event {
      case .input(let input): handle(.input(input))
      case .resized(let size): handle(.resized(size))
      case .signal(let number): ending = .signal(number)
      case .hangup: ending = .hangup
      case .woken: break
      }
    }
    for message in mailbox.take() {
      if case .answer(let token, let answer) = message, answer.isWhole { unanswered.remove(token) }
      handle(message)
    }
    tellTime()
  }

  private mutating func tellTime() {
    let now = Timestamp.now()
    guard now.microseconds - lastClock >= Self.clockInterval else { return }
    lastClock = now.microseconds
    handle(.clock(now))
  }

  private mutating func handle(_ message: Message) {
    for effect in model.update(message) { perform(effect) }
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .ask(let request):
      if request.lane.isQuick { unanswered.insert(request.token) }
      answering.ask(request)
    case .cancel(let lane): answering.cancel(lane)
    case .copy(let text, let what): copy(text, what)
    case .setMouse(let on): terminal.setMouse(on)
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    case .quit: ending = .quit
    case .project(let order): projecting.perform(order)
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
    case .events, .states, .streams, .completions: true
    case .rows, .deadLetters: true
    case .series, .find, .matches, .rowHistory, .comparison: false
    }
  }
}

extension Answer {
  /// Whether nothing more of the same request is needed for a frame.
  fileprivate var isWhole: Bool {
    if case .progress = self { false } else { true }
  }
}
