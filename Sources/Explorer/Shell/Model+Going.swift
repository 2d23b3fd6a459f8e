import Rewind

/// Going from screen to screen, and back.
extension Model {
  /// The screen that is shown, or that help or the list of logs stands over.
  var screenBelow: Screen {
    var below = screen
    while below.standsOver { below = origins[below] ?? .streams }
    return below
  }

  /// Shows another screen in the place of the one that is shown, below help and the list of logs.
  mutating func replaceScreenBelow(by other: Screen) {
    let gone = screenBelow
    if screen == gone { (screen, isZoomed) = (other, false) }
    for (over, origin) in origins where over.standsOver && origin == gone {
      origins[over] = other
    }
  }

  /// The current place.
  var place: Place { rooms[screenBelow]?.place(in: shell) ?? .screen(screenBelow) }

  /// Shows another screen, as it was left; help and the list of logs where they are shown already go
  /// away again.
  mutating func show(_ target: Screen) {
    guard !target.standsOver else { return toggle(target) }
    guard screen != target else { return }
    let isBack = target == .streams || leftPlaces.contains { $0.screen == target }
    if isBack { leftPlaces = [] } else { remember(leavingFor: .screen(target)) }
    origins[target] = .streams
    leaveAndShow(target)
    comeIn(at: .screen(target))
  }

  private mutating func toggle(_ target: Screen) {
    shell.value = nil
    if screen == target {
      screen = origins[target] ?? .streams
      comeIn(at: .screen(screen))
      return
    }
    // Of help and the list of logs, the one opened last takes the place of the other.
    let below = screen == .help ? origins[.help] ?? .streams : screen
    if below != target { origins[target] = below }
    screen = target
    rooms[target]?.enter(.screen(target), comesBack: false, in: &shell)
  }

  /// What Esc does where nothing is left to undo.
  mutating func goBack() {
    switch screen {
    case .logs: shell.say("B goes back to \(shell.options.logName), q quits")
    case .streams where shell.logs.areSeveral: toggle(.logs)
    case .streams: shell.say("q quits")
    case .help: toggle(.help)
    case _ where comeBackFromLink(): break
    default:
      leaveAndShow(origins[screen] ?? .streams)
      comeIn(at: .screen(screen))
    }
  }

  /// Goes to the place that the shown room leads to; Esc comes back where that is a detail of it.
  mutating func goToDestination() {
    if shell.logSwitch != nil { closeForOtherLog() }
    guard let place = shell.destination else { return }
    shell.destination = nil
    let target = place.screen
    if shell.followsLink { remember(leavingFor: place) }
    shell.followsLink = false
    if target != screen || target == .stream {
      origins[target] = isLeft(for: place) ? screen : .streams
    }
    leaveAndShow(target)
    rooms[target]?.enter(place, comesBack: false, in: &shell)
  }

  /// Whether Esc comes back from a place to the screen that is shown; not where that would lead round in a circle.
  private func isLeft(for place: Place) -> Bool {
    guard case .row = place else { return screen.isLeftForDetails }
    var origin: Screen? = screen
    while let screen = origin, screen != .streams {
      if screen == place.screen { return false }
      origin = origins[screen]
    }
    return true
  }

  /// Remembers the place left, unless that is help, and shows another screen.
  private mutating func leaveAndShow(_ target: Screen) {
    if screen != .help { shell.places.leave(place) }
    screen = target
    isZoomed = false
  }

  /// Shows a place of the screen that is shown, as it was left.
  mutating func comeIn(at place: Place) {
    rooms[place.screen]?.enter(place, comesBack: true, in: &shell)
  }

  /// Comes back to a visited place, without remembering the one that is left; where there is none, says so.
  mutating func comeBack(to place: Place?, or excuse: String) {
    guard let place else {
      shell.say(excuse)
      return
    }
    isZoomed = false
    screen = place.screen
    comeIn(at: place)
  }

  // MARK: The place to start at

  /// Goes where the command line said, as soon as that is there.
  mutating func goToStart() {
    let isWhole = shell.knowledge.indexed == nil
    guard let start, shell.index.eventCount > 0 || isWhole else { return }
    goToStart(at: start, isWhole: isWhole)
  }

  private mutating func goToStart(at start: StartingPlace, isWhole: Bool) {
    switch start {
    case .streamNamed(let name, let path, let other):
      if let id = shell.index.streamID(named: name.rawValue) {
        begin(at: .stream(id, version: nil, path: path))
      } else {
        goToStart(at: other, isWhole: isWhole)
      }
    case .stream(let name, let moment, let path):
      guard let id = shell.index.streamID(named: name.rawValue) else {
        if isWhole {
          giveUpStart("no stream \(Format.name(name.rawValue)) in \(shell.options.logName)")
        }
        return
      }
      guard isWhole || moment?.isNumber == true else { return }
      tryStart(isWhole: isWhole) { shell throws(NavigationError) in
        let version = try moment.map { moment throws(NavigationError) in
          try shell.version(at: moment, of: id)
        }
        return .stream(id, version: version, path: path)
      }
      if let moment { shell.sayHowTimeWasTaken(moment, in: id) }
    case .log(let moment):
      guard isWhole || moment.isNumber else { return }
      tryStart(isWhole: isWhole) { shell throws(NavigationError) in
        .allEvents(position: try shell.position(at: moment))
      }
    }
  }

  /// Begins at a place, if it is there; only of a log that was read whole is it known that it is not.
  private mutating func tryStart(
    isWhole: Bool, _ place: (Shell) throws(NavigationError) -> Place
  ) {
    do {
      begin(at: try place(shell))
    } catch {
      if isWhole { giveUpStart(error.text) }
    }
  }

  private mutating func begin(at place: Place) {
    start = nil
    shell.go(to: place)
    goToDestination()
  }

  private mutating func giveUpStart(_ reason: String) {
    start = nil
    shell.say(reason, isError: true)
  }

  // MARK: Other logs

  /// Goes to the log beside this one, round at the ends, or to the one of a number from 1.
  mutating func goToLog(besides step: Int, count: Int?) {
    goToLog(count.map { min($0, shell.logs.names.count) - 1 } ?? shell.logs.number(besides: step))
  }

  /// Goes to a log by its number, from 0; this one may be it.
  mutating func goToLog(_ number: Int) {
    shell.logSwitch = LogSwitch(log: number)
    goToDestination()
  }

  private mutating func closeForOtherLog() {
    shell.value = nil
    if screen == .logs { screen = origins[.logs] ?? .streams }
  }

  /// Comes to this log from another.
  mutating func arrive(showing target: Screen?) -> [Effect] {
    if let target { show(target) }
    settle()
    return askForWhatIsMissing()
  }

  /// What there is to say of the log among others.
  ///
  /// - Parameter seen: how many events it had when it was looked at last.
  func openLog(seen: Int) -> OpenLog {
    let (options, known) = (shell.options, shell.knowledge)
    return OpenLog(
      name: options.logName, words: options.words.arguments, note: options.greeting,
      isReadOnly: options.isReadOnly, isFollowing: shell.isFollowing, log: known.log,
      indexed: known.indexed, damaged: known.damaged,
      newEvents: known.indexed == nil
        ? max(0, shell.index.eventCount - max(seen, known.wholeAt)) : 0,
      categories: known.categories, rebuilding: known.readModels.rebuilding,
      unopened: known.unopened, trouble: known.trouble)
  }
}

extension Screen {
  /// Whether it stands over another screen, to which the same key comes back.
  fileprivate var standsOver: Bool { self == .help || self == .logs }

  /// Whether Esc comes back to it from where it leads; a stream is left for another one.
  fileprivate var isLeftForDetails: Bool { ![.streams, .stream, .help, .logs].contains(self) }
}

extension Moment {
  /// Whether it is there or not, however much of the log is still to be read.
  fileprivate var isNumber: Bool {
    switch self {
    case .version, .position: true
    case .time, .end: false
    }
  }
}
