import Platform
import Explorer
import ExplorerRuntime
import Rewind
import RewindScripts

extension OpenCommand {
  /// A call for each log that is to be opened.
  ///
  /// The words are a log each, those of `-l` make one together; a log that is named twice is opened
  /// once.
  func calls() throws -> [Invocation] {
    let together = invocation.shared.logs
    let words = options.logs.map { [$0] } + (together.isEmpty ? [] : [together])
    let logs = try words.map { words throws in try NamedLog(words) }
    guard logs.count > 1 else { return [logs.first.map { invocation.about($0) } ?? invocation] }
    try invocation.refuseMapping(ofStores: logs)
    var seen: Set<NamedLog> = []
    return logs.filter { seen.insert($0.atRealPaths).inserted }
      .map { invocation.about($0, words: self.words(naming: $0)) }
  }

  /// How a call for one of the logs is typed.
  private func words(naming log: NamedLog) -> [String] {
    let foreign = log.store == nil ? invocation.mappingWords + invocation.spoolWords : []
    return log.openingWords + foreign + invocation.codeWords
  }

  /// What the log of a call is read from that is no files, whether it has begun to come or not; nil where it is
  /// files.
  func input(of call: Invocation) throws -> LogInput? {
    try call.input(of: try call.log(), isExplored: true, waits: false)
  }

  /// The log that a call is about, with the sample's folds and projections where it is the sample store.
  ///
  /// - Parameters:
  ///   - input: what it is read from if it is no files.
  ///   - isAlone: whether it is the only log, which is waited for where it is standard input.
  func exploredLog(
    _ call: Invocation, _ input: LogInput?, isAlone: Bool
  ) throws -> ExploredLog {
    let named = try call.log()
    let (words, environment) = (call.words, call.environment)
    // Nobody may ever write to a pipe.
    let mayBeLate = !isAlone && (named == .standardInput || input != nil && !named.paths.isEmpty)
    return ExploredLog(
      named: named.title, at: named.paths.first ?? named.title,
      words: LogWords(named.openingWords + call.mappingWords, calls: call.proposed),
      isStore: input == nil, projections: Projections.own(for: named.paths),
      opening: mayBeLate
        ? .besideTheOthers : named == .standardInput ? .firstFromStandardInput : .first
    ) {
      do {
        let call = try Invocation(words, in: environment).about(named)
        // A folder that has no code yet is begun by the person who looks.
        let code = try Folds.code(for: named.paths, with: call.shared.code, beginsFolder: true)
        let log = try (code.folderToBegin == nil ? call : call.withoutCode)
          .openUnread(at: named, input: input, showsWhileComing: true)
        return OpenedLog(
          source: log, folds: Folds.catalog(for: named.paths, code),
          projections: Projections.catalog(for: named.paths, code),
          models: try .forExploring(log, at: named.paths, cache: environment.cacheDirectory),
          code: code)
      } catch let failure as Failure {
        // What comes late beside other logs is shown without a question.
        let isUnasked = !isAlone && named == .standardInput && failure.call != nil
        let remark = isUnasked ? "its first line came too late to be asked about; " : ""
        throw LogTrouble(remark + failure.description, brief: remark + failure.brief)
      }
    }
  }
}

extension NamedLog {
  /// The same without links in its paths, to be told from others.
  fileprivate var atRealPaths: NamedLog {
    if case .paths(let paths) = self { .paths(paths.map(ReadModelPlace.realPath)) } else { self }
  }
}
