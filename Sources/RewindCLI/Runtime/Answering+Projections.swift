import Explorer
import Rewind
import RewindSQLite
import Synchronization

extension Answering {
  /// The rows of a read model, now or as of a position; none where it was never built.
  func rows(
    _ name: String, _ query: RowQuery, at position: Int?, _ reply: borrowing Reply
  ) throws -> RowPage {
    let definition = try definition(named: name)
    if let position {
      let store = try past.store(.init(projection: name, positions: [position])) { store in
        try materialize(definition, at: position, in: store, .live, reply, part: 0...1)
      }
      return try store.rows(query, of: definition, .live)
    }
    let store = projecting.models.store
    guard try store.header(of: name, .live) != nil else {
      return RowPage(count: 0, total: 0, offset: 0, rows: [])
    }
    return try store.rows(query, of: definition, .live)
  }

  /// How two states of a read model differ.
  func comparison(
    _ name: String, _ copies: ComparedCopies, limit: Int, _ reply: borrowing Reply
  ) throws -> ReadModelComparison {
    let definition = try definition(named: name)
    switch copies {
    case .rebuild:
      return try projecting.models.store.compare(definition, limit: limit, after: 0)
    case .positions(let old, let new):
      let store = try past.store(.init(projection: name, positions: [old, new])) { store in
        try materialize(definition, at: old, in: store, .live, reply, part: 0...0.5)
        try materialize(definition, at: new, in: store, .shadow, reply, part: 0.5...1)
      }
      return try store.compare(definition, limit: limit, after: 0)
    }
  }

  /// The events that made a row.
  func rowHistory(
    _ name: String, key: String, through position: Int?, _ reply: borrowing Reply
  ) throws -> [RowStep] {
    let report = Self.report(reply, part: 0...1)
    return try projecting.runner(definition(named: name))
      .history(ofKey: key, through: position) { report($0) }
  }

  /// Some dead letters, and how many there are.
  func deadLetters(
    _ name: String, after position: Int, limit: Int
  ) throws -> (letters: [DeadLetter], count: Int) {
    let store = projecting.models.store
    guard try store.header(of: name, .live) != nil else { return ([], 0) }
    return (
      try store.deadLetters(of: name, .live, after: position, limit: limit),
      try store.deadLetterCount(of: name, .live)
    )
  }

  private func definition(named name: String) throws -> ProjectionDefinition {
    if let found = projecting.definition(named: name) { return found }
    throw ReadModelError.unknown(
      projection: name, known: projecting.definitions.map(\.name))
  }

  private func materialize(
    _ definition: ProjectionDefinition, at position: Int, in store: any ReadModelStore,
    _ copy: ReadModelCopy, _ reply: borrowing Reply, part: ClosedRange<Double>
  ) throws {
    let report = Self.report(reply, part: part)
    let isWhole = try projecting.runner(definition)
      .materialize(at: position, in: store, copy) { report($0) }
    if !isWhole { throw CancellationError() }
  }

  /// Tells a person how far an answer is; false where nobody waits for it any more.
  private static func report(
    _ reply: borrowing Reply, part: ClosedRange<Double>
  ) -> ProjectionRunner.Report {
    let (token, mailbox, isWanted) = (reply.token, reply.mailbox, reply.isWanted)
    return { progress in
      let fraction = min(1, max(0, progress.fraction))
      mailbox.post(
        .answer(
          token: token,
          .progress(part.lowerBound + fraction * (part.upperBound - part.lowerBound))))
      return isWanted()
    }
  }
}

/// Read models as of the positions that were looked at last, each in a store of its own.
final class PastReadModels: Sendable {
  /// Which states a store holds: the first as the live copy, a second as the shadow.
  struct Key: Hashable, Sendable {
    var projection: String
    var positions: [Int]
  }

  private static let limit = 4
  private let stores = Mutex<[(key: Key, store: any ReadModelStore)]>([])

  /// The store with some states; filled now where they are not among the last.
  func store(
    _ key: Key, fill: (any ReadModelStore) throws -> Void
  ) throws -> any ReadModelStore {
    let known = stores.withLock { stores in
      let place = stores.firstIndex { $0.key == key }
      return place.map { stores.remove(at: $0).store }
    }
    let store: any ReadModelStore
    if let known {
      store = known
    } else {
      store = try SQLiteReadModels.temporary()
      try fill(store)
    }
    stores.withLock { stores in
      stores.append((key, store))
      if stores.count > Self.limit { stores.removeFirst() }
    }
    return store
  }

  func clear() {
    stores.withLock { $0 = [] }
  }
}
