import Explorer
import Rewind
import Testing

@testable import ExplorerRuntime

/// A log of a session, and what answers questions about it: the same that does so in a terminal.
final class SessionLog {
  let source: any EventSource
  private let definitions: [ProjectionDefinition]
  private var answerer: QuestionAnswerer?
  private var isProjected = false

  init(_ lines: [String], upcasters: Upcasters, projections: [ProjectionDefinition]) {
    source = EventLog.inMemory(lines: lines, upcasters: upcasters)
    definitions = projections
  }

  /// Answers a request; read models are built when they are first asked about.
  func answers(to request: Request) -> [Answer] {
    do {
      let answerer = try madeAnswerer()
      switch request.lane {
      case .rows, .rowHistory, .deadLetters, .comparison, .differenceStarts:
        try project(answerer.projections)
      default: break
      }
      return answerer.answers(to: request)
    } catch {
      return [.failed("\(error)")]
    }
  }

  /// Lets a projection be as it is when a rebuild is ready: the read model as of the fourth event, and a
  /// rebuild of all of them.
  func makeReady(_ name: String) {
    do {
      let projections = try madeAnswerer().projections
      try project(projections)
      let runner = projections.runner(try projections.definition(named: name))
      _ = try runner.materialize(at: 4, in: projections.models.store, .live)
      _ = try runner.rebuild(onError: .park, swaps: false)
    } catch {
      Issue.record(error)
    }
  }

  private func madeAnswerer() throws -> QuestionAnswerer {
    if let answerer { return answerer }
    let projections = LogProjections(
      source: source, catalog: ProjectionCatalog(definitions), models: try .temporary())
    var folds = FoldRegistry()
    folds.register(ScriptFold(of: Account.self, name: "account.js"), forCategory: "account")
    folds.register(ScriptFold(of: User.self, name: "user.js"), forCategory: "user")
    let made = QuestionAnswerer(projections, folds: folds)
    answerer = made
    return made
  }

  private func project(_ projections: LogProjections) throws {
    guard !isProjected else { return }
    isProjected = true
    for definition in definitions {
      _ = try projections.runner(definition).rebuild(onError: .park)
    }
  }
}
