import Explorer
import ExplorerRuntime
import Platform
import Rewind
import RewindScripts
import SampleDomain

/// What a command about projections works with.
struct ProjectionSession: Sendable {
  let log: EventLog
  let catalog: ProjectionCatalog
  let models: LogReadModels

  /// Opens the log that a call is about, without reading it, and its read models.
  init(_ invocation: Invocation) throws {
    let named = try invocation.log()
    log = try invocation.openUnread(at: named)
    catalog = Projections.catalog(
      for: named.paths,
      try Folds.code(for: named.paths, with: invocation.shared.code))
    models = try invocation.readModels(of: log, at: named)
  }

  /// The same, for what is to be kept.
  ///
  /// - Throws: ``Failure`` where the log can be read only once: its read models are gone with the call.
  init(keepingFor invocation: Invocation, _ choice: Command.ProjectionChoice) throws {
    let named = try invocation.log()
    guard !named.isReadOnce else {
      let source =
        switch named {
        case .paths: "a pipe"
        case .standardInput: "standard input"
        case .command: "a command's output"
        }
      var name = BuiltInProjections.all[0].name
      if case .named(let names) = choice { name = names[0] }
      throw Failure(
        "what is made of \(source) is kept nowhere; name a file, or ask "
          + invocation.proposed.call("projection", "show", name))
    }
    try self.init(invocation)
  }

  var store: any ReadModelStore { models.store }

  /// - Parameter onNote: takes what a projection's script says while it folds.
  func runner(
    _ definition: ProjectionDefinition, memoryLimit: Int? = nil,
    onNote: @escaping @Sendable (ProjectionNote) -> Void = { _ in }
  ) -> ProjectionRunner {
    ProjectionRunner(
      source: log, definition: definition, store: store,
      memoryLimit: memoryLimit ?? ProjectionRunner.usualMemoryLimit, onNote: onNote)
  }

  /// The projection of a name.
  func definition(named name: String) throws -> ProjectionDefinition {
    do {
      return try catalog.definition(named: name)
    } catch ReadModelError.unknown(let name, let known) {
      let hint = Suggestion.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
      throw Failure("\(ReadModelError.unknown(projection: name, known: known))\(hint)")
    }
  }

  /// The projection that a word is the name of, or whose definition is in the file that it names.
  func definition(ofWord word: String) throws -> ProjectionDefinition {
    let isName = !word.contains("/") && catalog.names.contains(word)
    if !isName, FileSystem.exists(word) { return try ProjectionFile.definition(at: word) }
    return try definition(named: word)
  }

  /// The projections that are chosen by their names, each once; one that cannot be used with the error that says so.
  func chosen(
    _ choice: Command.ProjectionChoice
  ) throws -> [(name: String, definition: Result<ProjectionDefinition, any Error>)] {
    guard case .named(let names) = choice else {
      return catalog.names.map { name in (name, Result { try definition(named: name) }) }
    }
    var seen: Set<String> = []
    let once = names.filter { seen.insert($0).inserted }
    let chosen = once.map { name in (name, Result { try definition(named: name) }) }
    // A call with a name that is none is wrong as a whole.
    for (_, definition) in chosen {
      if case .failure(let error as Failure) = definition { throw error }
    }
    return chosen
  }

  /// The projections that are chosen to be folded, as ``chosen(_:)``; a person is asked for those that are programs to
  /// which nobody agreed, and one without a yes cannot be used.
  func agreed(
    _ choice: Command.ProjectionChoice, _ invocation: Invocation
  ) throws -> [(name: String, definition: Result<ProjectionDefinition, any Error>)] {
    let finder = catalog.finder as? CodeProjections
    return try chosen(choice).map { name, definition in
      do {
        _ = try invocation.askingForPrograms {
          try finder?.checkAllowed(named: name)
          return 0
        }
        return (name, definition)
      } catch let error as UntrustedProgramError {
        return (name, .failure(error))
      } catch  where CodeTrouble.is(error) {
        return (name, definition)
      }
    }
  }

  /// What a person should know of a projection, a line each; the log is read for it where it was not yet.
  func warnings(of name: String) throws -> [String] {
    guard catalog.finder?.names().contains(name) == true else { return [] }
    if log.index.eventCount == 0 { _ = try log.refresh() }
    return catalog.warnings(of: name, in: log.index)
  }

  /// Reads a log that is no store, as ``read(_:)`` does.
  ///
  /// Of a store nothing is lost in silence without that: a damaged line stops a projection, or is parked.
  func readForeignLog(_ invocation: Invocation) throws {
    guard !log.isStore else { return }
    try read(invocation)
  }

  /// Reads the log, and says what is lost of it, and where it is not plain in which order events are taken.
  func read(_ invocation: Invocation) throws {
    try invocation.read(log, at: try invocation.log())
    if let remark = log.index.remarkOnProjections { invocation.note(remark) }
  }

  /// A position as the log itself counts: `@12,345`.
  ///
  /// Only a log of another program may count otherwise than Rewind, and is read for it where it was
  /// not yet.
  func place(of position: Int) -> String { "@" + grouped(shown(position)) }

  /// A position as the log itself counts.
  func shown(_ position: Int) -> Int {
    guard !log.isStore, log.mapping.sources[.position] != nil, position > 0 else { return position }
    if log.index.eventCount < position { _ = try? log.refresh() }
    return log.index.eventCount < position ? position : log.index.shownPosition(position)
  }
}
