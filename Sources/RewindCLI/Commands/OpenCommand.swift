import Explorer
import ExplorerRuntime
import Rewind
import TextUI

/// `rewind [LOG...]`: the explorer.
struct OpenCommand {
  let invocation: Invocation
  let options: Command.Open

  func run() throws -> Int32 {
    let calls = try calls()
    do {
      return try explore(calls)
    } catch let error as ExplorerError {
      return report(error, calls[0])
    }
  }

  private func explore(_ calls: [Invocation]) throws -> Int32 {
    var calls = calls
    let isAlone = calls.count == 1
    let inputs = try calls.map { try input(of: $0) }
    let readsTerminal = try calls.contains { try $0.log() == .standardInput }
    if isAlone, let input = inputs[0],
      let ending = try WaitingDialog(display).wait(for: input)
    {
      return ending.exitStatus
    }
    var dialog = MappingDialog(display)
    for number in calls.indices {
      let question = try calls[number].questionOfMapping(
        inputs[number], readsTerminal: readsTerminal, waits: isAlone)
      guard let question else { continue }
      switch try dialog.ask(question) {
      case .answered(.open(let mapping)): calls[number] = calls[number].mapped(by: mapping)
      // Opening the log says what is wrong then.
      case .answered(.leave): break
      case .ended(let ending): return ending.exitStatus
      }
    }
    var explorer = ExplorerProgram(
      try zip(calls, inputs).map { try exploredLog($0, $1, isAlone: isAlone) })
    explorer.start = try startingPlace()
    explorer.zone = display.zone
    explorer.usesASCII = invocation.shared.ascii
    explorer.usesColor = display.usesColor
    explorer.typedAhead = dialog.typedAhead
    let ending = try explorer.run()
    for (call, log) in zip(calls, ending.logs) {
      if let log = log as? EventLog { call.remember(log, at: try call.log()) }
    }
    for line in ending.lines { ErrorLine.write(line) }
    return ending.exitStatus
  }

  private var display: DisplayOptions {
    DisplayOptions(
      zone: invocation.zone, glyphs: invocation.shared.ascii ? .ascii : .unicode,
      usesColor: invocation.usesColor)
  }

  private func report(_ error: ExplorerError, _ call: Invocation) -> Int32 {
    switch error.reason {
    case .log: for line in error.lines { ErrorLine.write(line) }
    case .terminal: ErrorLine.write("\(error); \(call.proposed.textInstead)")
    }
    return 2
  }

  /// What `--at` and `--path` say: `STREAM`, `STREAM@MOMENT`, `@POSITION` or a time.
  private func startingPlace() throws -> ExplorerPlace? {
    let path = try options.path.map { text throws in try JSONPath(parsing: text) }
    guard let place = options.place else {
      if path != nil { throw Failure("--path needs --at STREAM, whose state it looks into") }
      return nil
    }
    return ExplorerPlace(try Self.startingPlace(place, path: path, zone: invocation.zone))
  }

  /// Reads a place; a stream that is called so as a whole comes before a moment in another, or in the log.
  static func startingPlace(
    _ text: String, path: JSONPath?, zone: TimeZoneChoice
  ) throws(Failure) -> StartingPlace {
    let place = try placeWithMoment(text, path: path, zone: zone)
    let name = StreamName(text)
    if case .stream(name, nil, _) = place { return place }
    return .streamNamed(name, path: path, or: place)
  }

  private static func placeWithMoment(
    _ text: String, path: JSONPath?, zone: TimeZoneChoice
  ) throws(Failure) -> StartingPlace {
    let now = Timestamp.now()
    let context = MomentContext(version: 0, lastVersion: 0, time: now, now: now)
    let moment = try? Moment(parsing: text, in: zone, relativeTo: context)
    switch moment {
    case .some(.position), .some(.time):
      guard let moment, path == nil else {
        throw Failure("--path looks into a stream's state: --at STREAM@MOMENT")
      }
      return .log(moment)
    default: break
    }
    if let at = text.lastIndex(of: "@"), at > text.startIndex,
      let moment = try? Moment(
        parsing: String(text[text.index(after: at)...]), in: zone, relativeTo: nil)
    {
      return .stream(StreamName(String(text[..<at])), moment, path: path)
    }
    return .stream(StreamName(text), nil, path: path)
  }
}

extension ProposedCalls {
  /// What to do where there is no terminal to explore in.
  var textInstead: String {
    "for text use \(call("streams")) or \(call("events")), each also with --json"
  }
}
