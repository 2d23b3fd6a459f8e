import Explorer
import ExplorerRuntime
import Rewind

extension Invocation {
  /// The read models of a log: in the store, or in the user's cache; those of a log that can be read only once go
  /// with the process.
  func readModels(of log: EventLog, at named: NamedLog) throws -> LogReadModels {
    if named.isReadOnce { return try .temporary() }
    return try LogReadModels(of: log, at: named.paths, cache: environment.cacheDirectory)
  }

  /// Calls to propose, about the log as this one names it.
  var proposed: ProposedCalls {
    ProposedCalls(logWords: logWords, mappingWords: mappingWords, codeWords: codeWords)
  }

  /// How the call names its log, of several to be explored the first; none where it names none.
  private var logWords: [String] {
    if let command = shared.command { return NamedLog.command(command).words }
    if shared.logs.isEmpty, case .open(let open) = arguments.command {
      return open.logs.prefix(1).flatMap { ["-l", $0] }
    }
    return shared.logs.flatMap { ["-l", $0] }
  }

  /// How the call names a folder of code.
  var codeWords: [String] { shared.code.map { ["--with", $0] } ?? [] }

  /// How the call says how much may be kept of what is no lines.
  var spoolWords: [String] { shared.spoolLimit.map { ["--spool-limit", "\($0)"] } ?? [] }

  /// How the call says that the log is mapped.
  var mappingWords: [String] {
    let file = shared.mappingFile.map { ["--mapping", $0] } ?? []
    return file + shared.mappings.flatMap { ["--map", $0] }
  }
}
