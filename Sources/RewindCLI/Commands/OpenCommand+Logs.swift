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
    let logs = options.logs.map { [$0] } + (together.isEmpty ? [] : [together])
    guard logs.count > 1 else { return [logs.first.map { invocation.about($0) } ?? invocation] }
    try invocation.refuseMapping(ofStores: logs)
    var seen: Set<[String]> = []
    return logs.filter { seen.insert($0.map(ReadModelPlace.realPath)).inserted }
      .map { invocation.about($0, words: words(naming: $0)) }
  }

  /// How a call for one of the logs is typed.
  private func words(naming paths: [String]) -> [String] {
    let mapping = FileEventStore.exists(at: paths[0]) ? [] : invocation.mappingWords
    return (paths.count == 1 ? paths : paths.flatMap { ["-l", $0] }) + mapping
      + invocation.codeWords
  }

  /// The log that a call is about, with the sample's folds and projections where it is the sample store.
  ///
  /// - Parameter isAlone: whether it is the only log, which is waited for where it is standard input.
  func exploredLog(_ call: Invocation, isAlone: Bool) throws -> ExploredLog {
    let paths = try call.logPaths()
    let isInput = paths == ["-"]
    let input = isInput ? try Keyboard.keepStandardInput() : .standardInput
    let (words, environment) = (call.words, call.environment)
    return ExploredLog(
      named: isInput ? "standard input" : LogNames.name(of: paths[0]), at: paths[0],
      words: LogWords(paths: paths, mapping: call.mappingWords, calls: call.proposed),
      isStore: !isInput, projections: Projections.all(for: paths),
      opening: !isInput ? .first : isAlone ? .firstFromStandardInput : .besideTheOthers
    ) {
      do {
        let call = try Invocation(words, in: environment).about(paths)
        // A folder that has no code yet is begun by the person who looks.
        let code = try Folds.code(for: paths, with: call.shared.code, beginsFolder: true)
        let log = try (code.folderToBegin == nil ? call : call.withoutCode)
          .openUnread(at: paths, input: input.descriptor, showsWhileComing: true)
        return OpenedLog(
          source: log, folds: Folds.catalog(for: paths, code),
          projections: Projections.all(for: paths),
          models: try .forExploring(log, at: paths, cache: environment.cacheDirectory),
          code: code)
      } catch let failure as Failure {
        throw LogTrouble(failure.description, brief: failure.brief)
      }
    }
  }
}
