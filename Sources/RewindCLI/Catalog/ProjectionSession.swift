import Explorer
import ExplorerRuntime
import Platform
import Rewind
import SampleDomain

/// What a command about projections works with.
struct ProjectionSession: Sendable {
  let log: EventLog
  let definitions: [ProjectionDefinition]
  let models: LogReadModels

  /// Opens the log that a call is about, without reading it, and its read models.
  init(_ invocation: Invocation) throws {
    let named = try invocation.log()
    log = try invocation.openUnread(at: named)
    definitions = Projections.all(for: named.paths)
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

  func runner(
    _ definition: ProjectionDefinition, memoryLimit: Int? = nil
  ) -> ProjectionRunner {
    ProjectionRunner(
      source: log, definition: definition, store: store,
      memoryLimit: memoryLimit ?? ProjectionRunner.usualMemoryLimit)
  }

  /// The projection of a name.
  func definition(named name: String) throws(Failure) -> ProjectionDefinition {
    if let found = definitions.first(where: { $0.name == name }) { return found }
    let known = definitions.map(\.name)
    let hint = Suggestion.nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
    throw Failure("\(ReadModelError.unknown(projection: name, known: known))\(hint)")
  }

  /// The projections that are chosen, each once.
  func definitions(
    _ choice: Command.ProjectionChoice
  ) throws(Failure) -> [ProjectionDefinition] {
    guard case .named(let names) = choice else { return definitions }
    var seen: Set<String> = []
    var chosen: [ProjectionDefinition] = []
    for name in names where seen.insert(name).inserted {
      chosen.append(try definition(named: name))
    }
    return chosen
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
