import Rewind
import TextUI

extension Model {
  /// Takes what happened; answers what is to be done about it.
  public mutating func update(_ message: Message) -> [Effect] {
    var effects: [Effect] = []
    switch message {
    case .input(let event): effects = hold(event) ? [] : take(event)
    case .resized(let size): shell.knowledge.size = size
    case .log(let log, let indexed): take(log, indexed: indexed)
    case .tail(let tail): take(tail)
    case .ended: shell.knowledge.wholeAt = shell.index.eventCount
    case .replaced(let log): effects = startAnew(log)
    case .foldsChanged: effects = foldAnew()
    case .codeFolderMissing(let category): askForCodeFolder(forCategory: category)
    case .answer(let token, let answer): effects = take(answer, token: token)
    case .clock(let now): shell.knowledge.now = now
    case .projections(let news): take(news)
    case .notice(let text): shell.say(text)
    case .failure(let trouble):
      shell.say(trouble.line, isError: true)
      shell.knowledge.trouble = trouble
    case .unopened(let reason):
      shell.knowledge.unopened = reason
      shell.knowledge.indexed = nil
    case .opened(let options): open(options)
    case .copyFailed(let text):
      shell.value = ValuePopup(
        title: "nothing takes a copy: select it here", parts: [.init(text: text)], copy: text,
        isPlain: true)
    }
    goToStart()
    settleSearch()
    settle()
    effects += takeHeld()
    return effects + askForWhatIsMissing()
  }

  /// Takes the log as far as it has been read, and lets all rooms know.
  mutating func take(_ log: LogSnapshot, indexed: Double?) {
    let growth = shell.knowledge.take(log, indexed: indexed)
    if !growth.wasWhole, indexed == nil {
      let remarks = [log.remarkOnDirection, log.remarkOnFiles].compactMap(\.self)
      if !remarks.isEmpty {
        shell.say(([shell.options.greeting].compactMap(\.self) + remarks).joined(separator: "; "))
      }
    }
    tellRooms(growth)
    if indexed == nil, let ahead = shell.knowledge.ahead {
      shell.places.arrive(from: ahead, in: log)
      shell.knowledge.ahead = nil
    }
  }

  /// Takes the log's last events, ahead of the rest.
  private mutating func take(_ tail: LogTail) {
    guard shell.knowledge.indexed != nil else { return }
    shell.knowledge.ahead = ReadAhead(tail)
    tellRooms(LogGrowth(isFirst: false, wasWhole: false, isShown: false))
  }

  private mutating func tellRooms(_ growth: LogGrowth) {
    var growth = growth
    for screen in Screen.allCases {
      growth.isShown = screen == self.screen
      rooms[screen]?.logGrew(growth, in: &shell)
    }
    goToDestination()
  }

  /// Begins with a log that could not be opened before; the screen and the log's name stay.
  private mutating func open(_ options: ExplorerOptions) {
    let before = shell.options
    shell.options = options
    (shell.options.logName, shell.options.display) = (before.logName, before.display)
    shell.knowledge.readModels.listed = options.projections
    shell.knowledge.unopened = nil
    shell.knowledge.indexed = 0
    shell.say(options.greeting ?? "opened")
  }

  /// Takes what happened to projections; says what a person waits for.
  private mutating func take(_ news: ProjectionNews) {
    let before = shell.projections
    let renewed = shell.knowledge.readModels.take(news)
    // What could not be read may be readable now.
    shell.knowledge.requests.forgetFailures(of: renewed)
    if case .listed = news { projectionsListed(before: before) }
    guard case .ended(let name, let ending) = news else { return }
    switch ending {
    case .done(let text): shell.say(text)
    case .failed(let reason): shell.say(reason, isError: true)
    case .needsAgreement(let program, let order):
      shell.say("\(name): \(program) runs only once you agree to it", isError: true)
      askForAgreement(to: program, for: order)
    case .cancelled(let position):
      shell.say("\(name): cancelled at \(shell.positionLabel(position)); b goes on from there")
    case .ready:
      let isIdle = shell.value == nil && shell.prompt == nil
      if !isIdle || !inRoom({ $0.showRebuild(of: name, in: &$1) }) { shell.sayReady(name) }
    }
  }
}

extension Shell {
  /// Says what to do about a rebuild that waits.
  mutating func sayReady(_ projection: String) {
    say("rebuild of \(projection) is ready; b shows it again")
  }
}
