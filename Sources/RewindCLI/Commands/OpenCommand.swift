import Explorer
import Rewind
import TextUI

/// `rewind [LOG...]`: the explorer.
struct OpenCommand {
  let invocation: Invocation
  let options: Command.Open

  func run() throws -> Int32 {
    let calls = try calls()
    let (ending, sessions) = try ExplorerLoop.run(
      calls.count == 1 ? [try openAlone(calls[0])] : try openTogether(calls),
      environment: invocation.environment.variables)
    for line in LogSession.stopWork(of: sessions) { ErrorLine.write(line) }
    for (call, session) in zip(calls, sessions) {
      if let log = session.log { call.remember(log, at: try call.logPaths()) }
    }
    let failures = sessions.compactMap(\.failure)
    for failure in failures { ErrorLine.write(failure) }
    switch ending {
    case .quit: return failures.isEmpty ? 0 : 2
    case .signal(let number): return 128 + number
    case .hangup: return 129
    }
  }

  private func openAlone(_ call: Invocation) throws -> LogToExplore {
    let paths = try call.logPaths()
    let log = try call.openUnread(at: paths)
    if paths != ["-"] { try refuseWithoutTerminal(call) }
    if paths == ["-"] { try Keyboard.takeOverStandardInput(call) }
    var explored = try LogToExplore(log, of: call)
    explored.options.start = try startingPlace()
    return explored
  }

  func refuseWithoutTerminal(_ call: Invocation) throws(Failure) {
    let environment = invocation.environment
    guard !environment.inputIsTerminal || !environment.outputIsTerminal else { return }
    throw Failure(
      "the explorer needs a terminal, and \(environment.outputIsTerminal ? "input" : "output") is"
        + " none; \(call.proposed.textInstead)")
  }

  /// What `--at` and `--path` say: `STREAM`, `STREAM@MOMENT`, `@POSITION` or a time.
  func startingPlace() throws -> StartingPlace? {
    let path = try options.path.map { text throws in try JSONPath(parsing: text) }
    guard let place = options.place else {
      if path != nil { throw Failure("--path needs --at STREAM, whose state it looks into") }
      return nil
    }
    return try Self.startingPlace(place, path: path, zone: invocation.zone)
  }

  /// Reads a place; a stream may have an `@` in its name where no moment follows.
  static func startingPlace(
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
