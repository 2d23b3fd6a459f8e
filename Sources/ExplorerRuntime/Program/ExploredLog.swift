package import Explorer
public import Rewind
package import RewindScripts
import TextUI

/// A log that the explorer is opened on, and what a program makes of its events.
///
///     ExploredLog(
///       at: ["bank"], aggregates: [BankAccount.self], projections: [CurrentBalances()],
///       upcasters: upcasters)
///
/// The projections that Rewind has for any log are offered besides the program's own.
public struct ExploredLog: Sendable {
  /// What the log is called on screen until it is open.
  let name: String
  /// Its path; the end of it is shown where several logs have one name.
  let path: String
  /// How a person names the log in a call of `rewind`.
  let words: LogWords
  /// Whether it is a store of Rewind's own, as far as is known before it is open.
  let isStore: Bool
  /// The projections that are offered until it is open.
  let projections: [ProjectionDefinition]
  let opening: Opening
  let open: @Sendable () throws -> OpenedLog

  /// When the log is opened.
  package enum Opening: Sendable {
    /// Before the terminal is taken; one of several that cannot be opened is tried again later.
    case first
    /// The same; it is read from standard input, so that keys come from the terminal itself.
    case firstFromStandardInput
    /// While the others are shown: it comes through a pipe, which may take long; keys come from the terminal itself.
    case besideTheOthers

    var takesStandardInput: Bool { self != .first }
  }

  /// A log that is opened in a way of the caller's own.
  ///
  /// - Parameters:
  ///   - name: what it is called until it is open.
  ///   - path: its path, of several the first.
  ///   - words: how a person names it in a call.
  ///   - isStore: whether it is taken for a store of Rewind's own until it is open.
  ///   - projections: those that are offered until it is open.
  ///   - opening: when it is opened.
  ///   - open: opens it; may be called again, on another thread, where that failed.
  package init(
    named name: String, at path: String, words: LogWords, isStore: Bool,
    projections: [ProjectionDefinition], opening: Opening,
    open: @escaping @Sendable () throws -> OpenedLog
  ) {
    self.name = name
    self.path = path
    self.words = words
    self.isStore = isStore
    self.projections = projections
    self.opening = opening
    self.open = open
  }

  /// The log at some paths: a store's folder, with the scripts that lie in it, or the files, folders and patterns that make one log.
  ///
  /// It is opened by ``ExplorerProgram/run()``. Read models are kept in a store's own folder, those of
  /// another program's log in the user's cache.
  ///
  /// - Parameters:
  ///   - paths: as `EventLog.open` takes them; at least one.
  ///   - mapping: how lines of another program's log are read; nil to recognise it.
  ///   - aggregates: how the states of streams are made; those of other categories show last values.
  ///   - projections: the program's own projections.
  ///   - upcasters: what lifts events of old schemas.
  public init(
    at paths: [String], mapping: EnvelopeMapping? = nil, aggregates: [any Aggregate.Type] = [],
    projections: [any Projection] = [], upcasters: Upcasters = .none
  ) {
    precondition(!paths.isEmpty, "a log has a path")
    let definitions = Self.definitions(projections)
    let mappingWords = mapping.map { $0.arguments.flatMap { ["--map", $0] } } ?? []
    self.init(
      named: LogNames.name(of: paths[0]), at: paths[0],
      words: LogWords(paths: paths, mapping: mappingWords), isStore: true, projections: definitions,
      opening: .first
    ) {
      let store = paths.count == 1 && FileEventStore.exists(at: paths[0]) ? paths[0] : nil
      let code = try LogCode(store: store)
      let log = try EventLog.open(
        paths, mapping: mapping, upcasters: upcasters.with(CodeUpcasters(code)))
      log.useUserIndex(ofLogAt: paths)
      var folds = FoldRegistry(aggregates: aggregates)
      folds.finder = CodeFinder(code)
      return OpenedLog(
        source: log, folds: folds,
        projections: ProjectionCatalog(definitions, finder: CodeProjections(code)),
        models: try .forExploring(log, at: paths, cache: UserCache.folder()), code: code)
    }
  }

  /// A log that the program has open: a store, a log in memory, a source of its own.
  ///
  /// - Parameters:
  ///   - source: the log; the explorer follows it, as others may too.
  ///   - readModels: where read models are kept; nil to have them gone when the explorer ends.
  ///   - aggregates: how the states of streams are made; those of other categories show last values.
  ///   - projections: the program's own projections.
  public init(
    _ source: any EventSource, readModels: (any ReadModelStore)? = nil,
    aggregates: [any Aggregate.Type] = [], projections: [any Projection] = []
  ) {
    let definitions = Self.definitions(projections)
    let folds = FoldRegistry(aggregates: aggregates)
    self.init(
      named: source.name, at: source.name, words: LogWords(), isStore: source.isStore,
      projections: definitions, opening: .first
    ) {
      OpenedLog(
        source: source, folds: folds, projections: ProjectionCatalog(definitions),
        models: try readModels.map { LogReadModels(in: $0) } ?? .temporary())
    }
  }

  /// The program's own projections, then those built in; one of the program's counts more than a built-in
  /// one of the same name.
  private static func definitions(_ projections: [any Projection]) -> [ProjectionDefinition] {
    let own = projections.map { ProjectionDefinition($0) }
    let names = Set(own.map(\.name))
    return own + BuiltInProjections.all.filter { !names.contains($0.name) }
  }
}

/// A log that is open, and what is made of its events.
package struct OpenedLog: Sendable {
  let source: any EventSource
  let folds: FoldRegistry
  let projections: ProjectionCatalog
  let models: LogReadModels
  /// The code beside it.
  let code: LogCode

  package init(
    source: any EventSource, folds: FoldRegistry, projections: ProjectionCatalog,
    models: LogReadModels, code: LogCode = .none
  ) {
    self.code = code
    self.source = source
    self.folds = folds
    self.projections = projections
    self.models = models
  }
}

extension OpenedLog {
  /// What the explorer says first: that a folder has no code yet, which files are left out, and how another
  /// program's log is read; nil where it says nothing.
  var greeting: String? {
    let begun = code.folderToBegin.map { "\($0) has no code yet: e in a stream begins it" }
    let leftOut = (source as? EventLog).flatMap(ProposedCalls.remarkOnLeftOut)
    let parts = [begun, leftOut, source.greeting].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}

extension EventSource {
  /// Whether events are appended to it by this library.
  var isStore: Bool { (self as? EventLog)?.isStore ?? (self is any EventStore) }

  /// How another program's log is read; nil for any other.
  fileprivate var greeting: String? {
    guard let log = self as? EventLog, !log.isStore else { return nil }
    return "read-only, \(log.mapping.remark)"
  }
}
