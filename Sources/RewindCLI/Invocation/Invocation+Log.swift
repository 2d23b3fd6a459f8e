import Explorer
import ExplorerRuntime
import Platform
import Rewind

extension Invocation {
  /// The log that the call is about.
  ///
  /// - Throws: ``Failure`` where none is named and there is no store in or above the current folder.
  func log() throws(Failure) -> NamedLog {
    if let command = shared.command { return .command(command) }
    if !shared.logs.isEmpty { return try NamedLog(shared.logs) }
    if let log = environment["REWIND_LOG"] { return try NamedLog([log]) }
    if let store = storeAbove(environment.currentDirectory) { return .paths([store]) }
    throw Failure(
      "no log is named and there is no store here; name one with -l LOG or REWIND_LOG, make one with"
        + " rewind init DIR, or try rewind demo")
  }

  /// The store that the call is about.
  func storePath() throws(Failure) -> String {
    switch try log() {
    case .paths(let paths) where paths.count == 1: return paths[0]
    case .paths(let paths):
      throw Failure("an event goes to one store, not to \(paths.count); give -l once")
    case .standardInput, .command: throw Failure("this needs a store; name one with -l")
    }
  }

  /// Opens the log that the call is about, and reads all there is; what is lost of it is said.
  ///
  /// - Parameter showsWhileComing: whether what comes through a pipe is read as far as it has come.
  func openLog(showsWhileComing: Bool = false) throws -> EventLog {
    try openLog(at: try log(), showsWhileComing: showsWhileComing)
  }

  /// Opens a log, and reads all there is; what is lost of it is said.
  func openLog(at named: NamedLog, showsWhileComing: Bool = false) throws -> EventLog {
    let log = try openUnread(at: named, showsWhileComing: showsWhileComing)
    try read(log, at: named)
    return log
  }

  /// Reads all there is of a log that is open, remembers how it is mapped, and says what is lost of it.
  func read(_ log: EventLog, at named: NamedLog) throws {
    try readInSilence(log, at: named)
    noteLosses(of: log.index, at: named)
    if let remark = proposed.remarkOnDirection(of: log, at: named.paths) {
      note("\(log.name): \(remark)")
    }
  }

  /// Opens a log without reading more than what tells how its lines are mapped.
  ///
  /// - Parameters:
  ///   - input: where a log comes from that is no files, where that is open already.
  ///   - showsWhileComing: whether what comes through a pipe is read as far as it has come.
  func openUnread(
    at named: NamedLog, input: LogInput? = nil, showsWhileComing: Bool = false
  ) throws -> EventLog {
    try refuseMapping(ofStores: [named])
    let mapping = try mapping(for: named)
    let upcasters = try Upcasting.upcasters(for: named.paths, with: shared.code)
    let input = try input ?? self.input(of: named)
    if !showsWhileComing {
      input?.waitUntilEnded { progress.show("reading the log", done: $0, of: 0) }
      progress.clear()
    }
    do throws(LogOpenError) {
      let log = try open(
        named, input, mapping, upcasters: upcasters, showsWhileComing: showsWhileComing)
      log.useUserIndex(ofLogAt: named.paths)
      indexes.add(log)
      return log
    } catch {
      if case .unfitMapping(let unfit) = error, !givesMapping, forgetMapping(of: named) {
        note("\(unfit); it was remembered, and is forgotten now")
        return try openUnread(at: named, input: input, showsWhileComing: showsWhileComing)
      }
      throw failure(error, opening: named)
    }
  }

  /// Opens a log as a mapping says, or as it is recognised.
  func open(
    _ named: NamedLog, _ input: LogInput?, _ mapping: EnvelopeMapping?,
    upcasters: Upcasters = .none, showsWhileComing: Bool = false
  ) throws(LogOpenError) -> EventLog {
    guard let input else {
      let waiting = PipeWaiting(progress)
      defer { progress.clear() }
      return try EventLog.open(
        named.paths, mapping: mapping, upcasters: upcasters, showsWhileComing: showsWhileComing,
        spoolLimit: shared.spoolLimit, onWait: waiting.say)
    }
    return try EventLog.open(
      input, mapping: mapping, upcasters: upcasters, showsWhileComing: showsWhileComing)
  }

  /// What a log is read from that is no files, once its first lines are there.
  ///
  /// - Parameters:
  ///   - isExplored: whether keys are read from standard input's place, and nothing else may be written to the
  ///     terminal.
  ///   - waits: whether the first lines are waited for.
  /// - Returns: nil where the log is files.
  func input(
    of named: NamedLog, isExplored: Bool = false, waits: Bool = true
  ) throws -> LogInput? {
    let input: LogInput
    switch named {
    case .paths(let paths):
      guard paths.count == 1, (try? FileStatus(of: paths[0]))?.kind == .pipe else { return nil }
      input = try LogInput(
        pipeAt: paths[0], mapping: try mapping(for: named), spoolLimit: shared.spoolLimit)
    case .standardInput:
      let file = isExplored ? try Keyboard.keepStandardInput() : .standardInput
      input = try LogInput(
        file, mapping: try mapping(for: named), spoolLimit: shared.spoolLimit)
    case .command(let text):
      try refuseFile(text)
      input = try LogInput(
        running: text, keepsErrors: isExplored, mapping: try mapping(for: named),
        spoolLimit: shared.spoolLimit)
    }
    if waits { wait(forFirstLinesOf: input, isOfPath: !named.paths.isEmpty) }
    return input
  }

  /// Waits until a log begins to come, and says so where that takes a while.
  ///
  /// - Parameter isOfPath: whether it has a path, which nobody may ever write to; that is said once also where
  ///   no progress is shown.
  private func wait(forFirstLinesOf input: LogInput, isOfPath: Bool) {
    let words = PipeWaiting.words(input.name)
    if isOfPath, !progress.isShown, !input.waitForBeginning(atMostMilliseconds: 1_000) {
      note(words)
    }
    input.waitForBeginning { progress.show { words } }
    progress.clear()
  }

  /// Refuses a file in the place of a command.
  private func refuseFile(_ text: String) throws(Failure) {
    guard (try? FileStatus(of: text))?.kind == .file, !FileSystem.isExecutable(text) else { return }
    throw Failure(at: text, "this is a file, and --from takes a command; name a file with -l")
  }

  /// The line of an error of opening a log.
  func failure(_ error: LogOpenError, opening named: NamedLog) -> Failure {
    switch error {
    case .unknownMapping(let unknown): proposal(for: unknown)
    case .file(let file) where file.code == ErrorCode.noSuchFile:
      Failure(at: file.path, file.reason + commandMeant(by: named))
    case .file(let file) where file.isOfNoFile:
      Failure(at: file.path, file.reason + ", or name standard input, which is -")
    case .file(let file): Failure(at: file.path, file.reason)
    default: Failure(proposed.line(of: error))
    }
  }

  /// The same for a command that lists itself what is lost.
  func readInSilence(_ log: EventLog, at named: NamedLog) throws {
    let progress = progress
    try log.refresh { report in
      progress.show("reading the log", done: report.bytesRead, of: report.bytesInAll)
      return true
    }
    progress.clear()
    losses.add(log.index)
    remember(log, at: named)
    noteShortfall(of: log)
    if let remark = ProposedCalls.remarkOnLeftOut(of: log) { note("\(named.text): \(remark)") }
  }

  /// Has the index on disk know which ids a log's events carry, so that this call and later ones look them up.
  ///
  /// Where it cannot be kept, all events are read instead.
  func keepLinks(of log: EventLog) {
    log.keepIndex()
    let progress = progress
    log.keepLinks { part in
      progress.show("reading the ids of events", done: Int(part * 100), of: 100)
      return true
    }
    progress.clear()
  }

  private func storeAbove(_ folder: String) -> String? {
    var folder = folder
    while true {
      if FileSystem.exists(folder + "/rewind.json") { return folder }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = String(folder[..<slash])
    }
  }

  private func commandMeant(by named: NamedLog) -> String {
    let names = CommandName.allCases.filter { $0 != .open }.map(\.rawValue)
    guard case .open = arguments.command, let path = named.paths.first, !path.contains("/"),
      let name = Suggestion.nearest(to: path, among: names)
    else { return "" }
    return "; did you mean the command rewind \(name)?"
  }

  /// What was guessed and what that leads to, with the call that takes it.
  private func proposal(for unknown: UnknownMappingError) -> Failure {
    Failure(
      at: unknown.file, "no known system wrote this; a guess: \(unknown.summary)",
      call: call(with: unknown.guess))
  }

  /// This call with a mapping, as it can be pasted.
  func call(with mapping: EnvelopeMapping) -> String {
    let words = ["rewind"] + words + mapping.arguments.flatMap { ["--map", $0] }
    return words.map(ShellWord.quoted).joined(separator: " ")
  }
}
