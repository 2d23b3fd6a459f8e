import Explorer
import ExplorerRuntime
import Rewind

extension Invocation {
  /// The read models of the log at these paths: in the store, or in the user's cache; those of
  /// standard input and of pipes go with the process.
  func readModels(of log: EventLog, at paths: [String]) throws -> LogReadModels {
    if LogReadModels.isReadOnce(paths) { return try .temporary() }
    return try LogReadModels(of: log, at: paths, cache: environment.cacheDirectory)
  }

  /// Calls to propose, about the log as this one names it.
  var proposed: ProposedCalls {
    ProposedCalls(logWords: namedLogs.flatMap { ["-l", $0] } + mappingWords, codeWords: codeWords)
  }

  /// The log that is named; of several to be explored, the first.
  private var namedLogs: [String] {
    if shared.logs.isEmpty, case .open(let open) = arguments.command {
      return Array(open.logs.prefix(1))
    }
    return shared.logs
  }

  /// How the call names a folder of code.
  var codeWords: [String] { shared.code.map { ["--with", $0] } ?? [] }

  /// How the call says that the log is mapped.
  var mappingWords: [String] {
    let file = shared.mappingFile.map { ["--mapping", $0] } ?? []
    return file + shared.mappings.flatMap { ["--map", $0] }
  }
}
