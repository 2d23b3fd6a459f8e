import Explorer
import ExplorerRuntime
import Rewind
import SampleDomain

/// The projections that are offered for a log.
enum Projections {
  /// The sample's are about the sample store alone; those built in are about any log.
  static func all(for paths: [String]) -> [ProjectionDefinition] {
    let isSample = paths.count == 1 && DemoStore.isMade(at: paths[0])
    return (isSample ? SampleDomain.projections : []) + BuiltInProjections.all
  }
}

/// What a command about projections works with.
struct ProjectionSession: Sendable {
  let log: EventLog
  let definitions: [ProjectionDefinition]
  let models: LogReadModels

  /// Opens the log that a call is about, without reading it, and its read models.
  init(_ invocation: Invocation) throws {
    let paths = try invocation.logPaths()
    log = try invocation.openUnread(at: paths)
    definitions = Projections.all(for: paths)
    models = try invocation.readModels(of: log, at: paths)
  }

  /// The same, for what is to be kept.
  ///
  /// - Throws: ``Failure`` where the log is standard input, whose read models are gone with the call.
  init(keepingFor invocation: Invocation, _ choice: Command.ProjectionChoice) throws {
    try self.init(invocation)
    guard models.place == nil else { return }
    let name = try definitions(choice).first?.name ?? "NAME"
    throw Failure(
      "what is made of standard input is kept nowhere; name a file, or ask "
        + invocation.proposed.call("projection", "show", name))
  }

  var store: any ReadModelStore { models.store }

  func runner(_ definition: ProjectionDefinition) -> ProjectionRunner {
    ProjectionRunner(source: log, definition: definition, store: store)
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

  /// Remembers a mapping that the call gives, for the next time; the log is read for it.
  func remember(_ invocation: Invocation) throws {
    guard !log.isStore, !invocation.mappingWords.isEmpty else { return }
    try invocation.read(log)
    invocation.remember(log, at: try invocation.logPaths())
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

extension ProjectionProgress {
  /// A line for a terminal: `orders 45% · 1,234,567 events/s · 3 s left`.
  func line(about projection: String) -> String {
    if phase == .finishing { return "\(projection): writing" }
    let percent = "\(projection) \(min(100, (fraction * 100).nearestInt))%"
    let left = secondsLeft.map { " · \(Self.text(seconds: $0)) left" } ?? ""
    return "\(percent) · \(grouped(eventsPerSecond.nearestInt)) events/s\(left)"
  }

  private static func text(seconds: Double) -> String {
    let whole = seconds.rounded(.up).nearestInt
    if whole < 100 { return "\(whole) s" }
    return whole < 6000 ? "\(whole / 60) min" : "\(whole / 3600) h"
  }
}

extension Double {
  /// The nearest whole number from 0; 0 for what is no number.
  fileprivate var nearestInt: Int {
    Int(exactly: Swift.max(0, Swift.min(self, 1e15)).rounded()) ?? 0
  }
}

extension ProjectionStatus.State {
  /// The word for it.
  var word: String {
    switch self {
    case .notBuilt: "not built"
    case .stopped: "stopped"
    case .running: "running"
    case .rebuilding: "rebuilding"
    case .faulted: "faulted"
    case .stale: "stale"
    }
  }
}
