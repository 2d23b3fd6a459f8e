import Explorer
import Rewind
import TextUI

/// A log that is to be explored.
struct LogToExplore: Sendable {
  var options: ExplorerOptions
  let catalog: FoldCatalog
  let opening: Opening

  enum Opening: Sendable {
    case opened(OpenedLog)
    /// It comes through a pipe, which is read to its end first.
    case later(@Sendable () throws -> OpenedLog)
    /// It could not be opened: why, in a line, and how to try again.
    case failed(String, again: @Sendable () throws -> LogToExplore)
  }

  /// Why it could not be opened.
  var failure: String? {
    if case .failed(let reason, _) = opening { reason } else { nil }
  }
}

/// A log that is open, and what is made of it.
struct OpenedLog: Sendable {
  let log: EventLog
  let models: ReadModels
}

extension LogToExplore {
  /// A log that is open, with the options of the call that opened it.
  init(_ log: EventLog, of call: Invocation) throws {
    let paths = try call.logPaths()
    options = call.explorerOptions(of: paths, named: log.name, isStore: log.isStore)
    if !log.isStore { options.greeting = "read-only, mapping: \(log.mapping.name)" }
    catalog = Folds.catalog(for: paths)
    opening = .opened(OpenedLog(log: log, models: try call.readModels(of: log, at: paths)))
  }

  /// Standard input, by a descriptor of its own.
  init(readingLater input: Int32, for call: Invocation) {
    let paths = call.shared.logs
    options = call.explorerOptions(of: paths, named: "standard input", isStore: false)
    catalog = Folds.catalog(for: paths)
    let (words, environment) = (call.words, call.environment)
    opening = .later {
      let call = try Invocation(words, in: environment)
      let log = try call.openUnread(at: paths, input: input)
      return OpenedLog(log: log, models: try call.readModels(of: log, at: paths))
    }
  }

  /// A log of which there is nothing to see yet but why.
  init(unopened reason: String, of call: Invocation) {
    let paths = call.shared.logs
    let name = paths[0].split(separator: "/").last.map(String.init) ?? paths[0]
    options = call.explorerOptions(of: paths, named: name, isStore: true)
    catalog = FoldCatalog(aggregates: [])
    let (words, environment) = (call.words, call.environment)
    opening = .failed(reason) {
      let call = try Invocation(words, in: environment).about(paths)
      return try LogToExplore(try call.openUnread(at: paths), of: call)
    }
  }
}

extension Invocation {
  fileprivate func explorerOptions(
    of paths: [String], named name: String, isStore: Bool
  ) -> ExplorerOptions {
    let words = (paths.count == 1 ? paths : paths.flatMap { ["-l", $0] }) + mappingWords
    return ExplorerOptions(
      logName: name, logArguments: words.map(ShellWord.quoted).joined(separator: " "),
      proposedCalls: proposed, zone: zone, glyphs: shared.ascii ? .ascii : .unicode,
      usesColor: usesColor, isReadOnly: !isStore, projections: Projections.all(for: paths))
  }
}
