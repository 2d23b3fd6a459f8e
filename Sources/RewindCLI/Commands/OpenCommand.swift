import Explorer
import Rewind
import TextUI

/// `rewind [LOG...]`: the explorer.
struct OpenCommand {
  let invocation: Invocation
  let options: Command.Open

  func run() throws -> Int32 {
    let paths = try invocation.logPaths()
    let log = try invocation.openUnread(at: paths)
    if paths != ["-"] { try refuseWithoutTerminal() }
    if paths == ["-"] { try Keyboard.takeOverStandardInput(invocation) }
    let start = try startingPlace()
    let (ending, projecting) = try ExplorerLoop.run(
      log, options: explorerOptions(for: log, at: paths, start),
      catalog: Folds.catalog(for: paths), models: try invocation.readModels(of: log, at: paths),
      environment: invocation.environment.variables)
    for line in projecting.stop() { ErrorLine.write(line) }
    invocation.remember(log, at: paths)
    switch ending {
    case .quit: return 0
    case .signal(let number): return 128 + number
    case .hangup: return 129
    }
  }

  private func refuseWithoutTerminal() throws(Failure) {
    let environment = invocation.environment
    guard !environment.inputIsTerminal || !environment.outputIsTerminal else { return }
    throw Failure(
      "the explorer needs a terminal, and \(environment.outputIsTerminal ? "input" : "output") is"
        + " none; \(invocation.proposed.textInstead)")
  }

  private func explorerOptions(
    for log: EventLog, at paths: [String], _ start: StartingPlace?
  ) -> ExplorerOptions {
    let words = (paths + invocation.mappingWords).map(ShellWord.quoted)
    return ExplorerOptions(
      logName: log.name, logArguments: words.joined(separator: " "),
      proposedCalls: invocation.proposed, zone: invocation.zone,
      glyphs: invocation.shared.ascii ? .ascii : .unicode, usesColor: invocation.usesColor,
      isReadOnly: !log.isStore, projections: Projections.all(for: paths),
      greeting: log.isStore ? nil : "read-only, mapping: \(log.mapping.name)", start: start)
  }

  /// What `--at` and `--path` say: `STREAM`, `STREAM@MOMENT`, `@POSITION` or a time.
  private func startingPlace() throws -> StartingPlace? {
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
