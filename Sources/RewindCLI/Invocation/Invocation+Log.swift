import Explorer
import ExplorerRuntime
import Platform
import Rewind

extension Invocation {
  /// The paths of the log that the call is about.
  ///
  /// - Throws: ``Failure`` where none is named and there is no store in or above the current folder.
  func logPaths() throws(Failure) -> [String] {
    if !shared.logs.isEmpty { return shared.logs }
    if let log = environment["REWIND_LOG"] { return [log] }
    if let store = storeAbove(environment.currentDirectory) { return [store] }
    throw Failure(
      "no log is named and there is no store here; name one with -l LOG or REWIND_LOG, make one with"
        + " rewind init DIR, or try rewind demo")
  }

  /// The store that the call is about.
  func storePath() throws(Failure) -> String {
    let paths = try logPaths()
    guard paths.count == 1 else {
      throw Failure("an event goes to one store, not to \(paths.count); give -l once")
    }
    return paths[0]
  }

  /// Opens the log that the call is about, and reads all there is; what is lost of it is said.
  ///
  /// - Parameter showsWhileComing: whether what comes through a pipe is read as far as it has come.
  func openLog(showsWhileComing: Bool = false) throws -> EventLog {
    try openLog(at: try logPaths(), showsWhileComing: showsWhileComing)
  }

  /// Opens a log, and reads all there is; what is lost of it is said.
  func openLog(at paths: [String], showsWhileComing: Bool = false) throws -> EventLog {
    let log = try openUnread(at: paths, showsWhileComing: showsWhileComing)
    try read(log, at: paths)
    return log
  }

  /// Reads all there is of a log that is open, remembers how it is mapped, and says what is lost of it.
  func read(_ log: EventLog, at paths: [String]) throws {
    try readInSilence(log, at: paths)
    noteLosses(of: log.index, at: paths)
  }

  /// Opens a log without reading more than what tells how its lines are mapped.
  ///
  /// - Parameters:
  ///   - input: where a log that is `-` comes from.
  ///   - showsWhileComing: whether what comes through a pipe is read as far as it has come.
  func openUnread(
    at paths: [String], input: Int32 = 0, showsWhileComing: Bool = false
  ) throws -> EventLog {
    guard paths.count == 1 || !paths.contains("-") else {
      throw Failure("standard input is a log of its own; leave out the others")
    }
    try refuseMapping(ofStores: [paths])
    let mapping = try mapping(for: paths)
    let upcasters = try Upcasting.upcasters(for: paths, with: shared.code)
    do throws(LogOpenError) {
      guard paths.contains("-") else {
        return try EventLog.open(
          paths, mapping: mapping, upcasters: upcasters, showsWhileComing: showsWhileComing)
      }
      return try EventLog.open(
        reading: input, name: "standard input", mapping: mapping, upcasters: upcasters,
        showsWhileComing: showsWhileComing)
    } catch {
      if case .unfitMapping(let unfit) = error, !givesMapping, forgetMapping(of: paths) {
        note("\(unfit); it was remembered, and is forgotten now")
        return try openUnread(at: paths, input: input, showsWhileComing: showsWhileComing)
      }
      throw failure(error, opening: paths)
    }
  }

  /// The line of an error of opening a log.
  func failure(_ error: LogOpenError, opening paths: [String]) -> Failure {
    switch error {
    case .unknownMapping(let unknown): proposal(for: unknown)
    case .file(let file) where file.code == ErrorCode.noSuchFile:
      Failure(at: file.path, file.reason + commandMeant(by: paths[0]))
    case .file(let file) where file.isOfNoFile:
      Failure(at: file.path, file.reason + ", or name standard input, which is -")
    case .file(let file): Failure(at: file.path, file.reason)
    default: Failure(proposed.line(of: error))
    }
  }

  /// The same for a command that lists itself what is lost.
  func readInSilence(_ log: EventLog, at paths: [String]) throws {
    let progress = progress
    try log.refresh { report in
      progress.show("reading the log", done: report.bytesRead, of: report.bytesInAll)
      return true
    }
    progress.clear()
    losses.add(log.index)
    remember(log, at: paths)
  }

  private func storeAbove(_ folder: String) -> String? {
    var folder = folder
    while true {
      if FileSystem.exists(folder + "/rewind.json") { return folder }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = String(folder[..<slash])
    }
  }

  private func commandMeant(by path: String) -> String {
    let names = CommandName.allCases.filter { $0 != .open }.map(\.rawValue)
    guard case .open = arguments.command, !path.contains("/"),
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
