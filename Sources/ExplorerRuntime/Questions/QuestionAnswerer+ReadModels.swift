import Explorer
import Rewind

extension QuestionAnswerer {
  private var store: any ReadModelStore { projections.models.store }

  /// The rows of a read model, now or as of a position; none where it was never built.
  func rows(
    of name: String, _ query: RowQuery, at position: Int?, _ log: LogSnapshot, _ reply: Reply
  ) throws -> RowPage {
    if let position {
      let definition = try projections.definition(named: name)
      let store = try pastReadModels.store(.init(of: definition, positions: [position], of: log)) {
        try materialize(definition, at: position, in: $0, .live, reply, part: 0...1)
      }
      return try store.rows(query, of: definition, .live)
    }
    let definition = try projections.listedDefinition(named: name)
    guard try store.header(of: name, .live) != nil else {
      let columns = definition.tables[query.table].columns
      return RowPage(columns: columns, count: 0, total: 0, offset: 0, rows: [])
    }
    return try store.rows(query, of: definition, .live)
  }

  /// How two states of a read model differ.
  func comparison(
    of name: String, _ copies: ComparedCopies, limit: Int, _ log: LogSnapshot, _ reply: Reply
  ) throws -> ReadModelComparison {
    switch copies {
    case .rebuild:
      let definition = try projections.listedDefinition(named: name)
      return try store.compare(definition, limit: limit, after: 0)
    case .positions(let old, let new):
      let definition = try projections.definition(named: name)
      let store = try pastReadModels.store(.init(of: definition, positions: [old, new], of: log)) {
        try materialize(definition, at: old, in: $0, .live, reply, part: 0...0.5)
        try materialize(definition, at: new, in: $0, .shadow, reply, part: 0.5...1)
      }
      return try store.compare(definition, limit: limit, after: 0)
    }
  }

  /// The events that made a row.
  func history(
    of name: String, key: String, through position: Int?, _ log: LogSnapshot, _ reply: Reply
  ) throws -> [RowStep] {
    let report = Self.report(reply, part: 0...1)
    return try projections.runner(projections.definition(named: name))
      .history(ofKey: key, in: log, through: position) { report($0) }
  }

  /// Some dead letters, and how many there are.
  func deadLetters(of name: String, after position: Int, limit: Int) throws -> Answer {
    guard try store.header(of: name, .live) != nil else { return .deadLetters([], count: 0) }
    return .deadLetters(
      try store.deadLetters(of: name, .live, after: position, limit: limit),
      count: try store.deadLetterCount(of: name, .live))
  }

  private func materialize(
    _ definition: ProjectionDefinition, at position: Int, in store: any ReadModelStore,
    _ copy: ReadModelCopy, _ reply: Reply, part: ClosedRange<Double>
  ) throws {
    let report = Self.report(reply, part: part)
    let isWhole = try projections.runner(definition)
      .materialize(at: position, in: store, copy) { report($0) }
    if !isWhole { throw CancellationError() }
  }

  /// Reports how far an answer is; false where it is not waited for any more.
  static func report(
    _ reply: Reply, part: ClosedRange<Double>
  ) -> ProjectionRunner.Report {
    { progress in
      let fraction = min(1, max(0, progress.fraction))
      reply.tell(.progress(part.lowerBound + fraction * (part.upperBound - part.lowerBound)))
      return reply.isWanted()
    }
  }
}
