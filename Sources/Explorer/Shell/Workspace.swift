import Rewind
public import TextUI

/// The explorer of one log, or of several side by side: a ``Model`` for each.
///
/// Keys are for the log that is shown; it alone is drawn. The others go on taking in what they are
/// told, each at its own place. A pure state machine, as the models are.
///
///     var workspace = Workspace(logs: [ExplorerOptions(logName: "bank")])
///     var effects = workspace.update(.resized(Size(columns: 80, rows: 24)))
///     effects += workspace.update(.log(snapshot), of: 0)
public struct Workspace: Sendable {
  /// Which log is shown, from 0 in the order given.
  public private(set) var shown = 0
  private(set) var models: [Model]
  /// How many events each log had when it was looked at last.
  private var seen: [Int]

  /// Makes an explorer of logs of which nothing is known yet; where they are several, it begins with
  /// the list of them, unless the first has a place to start at.
  ///
  /// - Parameter logs: what is to be known of each; at least one.
  public init(logs: [ExplorerOptions]) {
    precondition(!logs.isEmpty, "an explorer needs a log")
    let names = logs.map(\.logName)
    models = logs.enumerated().map { number, options in
      Model(options: options, logs: OpenLogs(names: names, own: number))
    }
    seen = logs.map { _ in 0 }
    if logs.count > 1, logs[0].start == nil { models[0].show(.logs) }
    listLogs()
  }

  /// Whether characters that are typed now go into a line of text, and are no keys.
  public var isTyping: Bool {
    models[shown].shell.prompt != nil && models[shown].shell.held == nil
  }

  /// Takes what happened; answers what is to be done about it, and for which log.
  ///
  /// - Parameters:
  ///   - message: what happened.
  ///   - log: the number of the log that it happened to; nil for what happened to the terminal: keys are for
  ///     the log that is shown, the size and the time for all.
  public mutating func update(_ message: Message, of log: Int? = nil) -> [LogEffect] {
    var effects: [LogEffect] = []
    switch (message, log) {
    case (.resized, nil), (.clock, nil):
      for log in models.indices { effects += take(message, for: log) }
    case (_, let log): effects = take(message, for: log ?? shown)
    }
    effects += switchLog()
    listLogs()
    return effects
  }

  /// Draws the shown log on a canvas of the size of the last ``Message/resized(_:)``.
  public func draw(on canvas: inout Canvas) {
    models[shown].draw(on: &canvas)
  }

  private mutating func take(_ message: Message, for log: Int) -> [LogEffect] {
    let before = models[log].shell.notice
    let zoneBefore = models[log].shell.options.display.zone
    let effects = models[log].update(message)
    if log != shown, let notice = models[log].shell.notice, notice != before {
      let name = models[log].shell.options.logName
      models[shown].shell.say("\(name): \(notice.text)", isError: notice.isError)
    }
    for case .setMouse(let isOn) in effects {
      for log in models.indices { models[log].isMouseOn = isOn }
    }
    let zone = models[log].shell.options.display.zone
    if zone != zoneBefore {
      for log in models.indices { models[log].shell.options.display.zone = zone }
    }
    return effects.map { LogEffect(log: log, effect: $0) }
  }

  /// Goes to the log that a key names, and gives it what was typed ahead.
  private mutating func switchLog() -> [LogEffect] {
    guard let way = models[shown].shell.logSwitch else { return [] }
    models[shown].shell.logSwitch = nil
    shown = way.log
    var effects = models[shown].arrive(showing: way.screen)
      .map { LogEffect(log: shown, effect: $0) }
    for event in way.typedAhead { effects += update(.input(event)) }
    return effects
  }

  /// Notes how many events of the shown log were seen, and brings the list of logs up to date.
  private mutating func listLogs() {
    guard models[shown].screen == .logs else {
      seen[shown] = models[shown].shell.index.eventCount
      return
    }
    models[shown].shell.logs.all = zip(models, seen).map { $0.openLog(seen: $1) }
  }
}
