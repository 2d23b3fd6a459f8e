import Explorer
import ExplorerRuntime
import Platform
import Rewind
import RewindSQLite

/// `rewind projection show`: the rows of a read model, now or as of a moment; a row's history; what
/// differs between two moments.
struct ShowCommand {
  private static let pageSize = 10_000

  let invocation: Invocation
  let options: Command.Show

  func run() throws -> Int32 {
    let session = try ProjectionSession(invocation)
    let definition = try session.definition(named: options.projection)
    let query = try query(of: definition)
    try session.read(invocation)
    for warning in try session.warnings(of: definition.name) { invocation.note(warning) }
    if let base = options.base { return try compare(definition, since: base, session) }
    if options.history { return try printHistory(of: options.key ?? "", definition, session) }
    let store = try readModel(of: definition, session)
    return try printRows(query, of: definition, in: store)
  }

  /// What the options choose of the read model's rows.
  private func query(of definition: ProjectionDefinition) throws(Failure) -> RowQuery {
    var query = RowQuery()
    query.table = definition.namesake
    if let name = options.table {
      query.table = try index(of: name, among: definition.tables.map(\.name), what: "table")
    }
    query.sortColumn = options.sortColumn
    query.descending = options.descending
    query.filter = options.filter ?? ""
    query.key = options.key
    return query
  }

  private func index(
    of name: String, among names: [String], what: String
  ) throws(Failure) -> Int {
    if let index = names.firstIndex(of: name) { return index }
    let hint = Suggestion.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
    throw Failure(
      "\(options.projection) has no \(what) \(name); there are: "
        + names.joined(separator: ", ") + hint)
  }

  /// The store with the read model as it is, or made as of the moment asked for.
  ///
  /// That of standard input cannot be there before: it is made.
  private func readModel(
    of definition: ProjectionDefinition, _ session: ProjectionSession
  ) throws -> any ReadModelStore {
    guard options.moment != nil || session.models.place == nil else {
      let status = try session.runner(definition).status()
      switch status.state {
      case .notBuilt: throw ReadModelError.notBuilt(projection: definition.name)
      case .stale(let reason):
        invocation.note(
          "\(definition.name) is stale, \(reason); "
            + invocation.proposed.call("projection", "rebuild", definition.name)
            + " makes it anew")
        return session.store
      case .faulted(let fault):
        invocation.note(
          "\(definition.name): stopped before \(session.place(of: fault.position)): "
            + "\(fault.message); " + FaultAdvice.text(for: fault, in: session, invocation))
        return session.store
      case .stopped, .running, .rebuilding: break
      }
      if status.lag > 0 {
        invocation.note(
          "\(definition.name) is at \(session.place(of: status.position)) of"
            + " \(session.place(of: status.head)); "
            + invocation.proposed.call("projection", "run", definition.name)
            + " takes in the rest")
      }
      invocation.noteParked(status.parked, of: definition.name)
      return session.store
    }
    let store = try SQLiteReadModels.temporary()
    let position = try invocation.position(options.moment ?? "$", in: session.log.index)
    try materialize(definition, at: position, in: store, .live, session)
    return store
  }

  private func materialize(
    _ definition: ProjectionDefinition, at position: Int, in store: any ReadModelStore,
    _ copy: ReadModelCopy, _ session: ProjectionSession
  ) throws {
    let progress = invocation.progress
    _ = try session.runner(definition).materialize(at: position, in: store, copy) { report in
      progress.show { report.line(about: definition.name) }
      return true
    }
    progress.clear()
  }
}

extension ProjectionDefinition {
  /// The table that is called like the projection, else the first.
  var namesake: Int { tables.firstIndex { $0.name == name } ?? 0 }
}

// MARK: - Rows

extension ShowCommand {
  private func printRows(
    _ query: RowQuery, of definition: ProjectionDefinition, in store: any ReadModelStore
  ) throws -> Int32 {
    var query = query
    query.limit = 0
    let columns = try store.rows(query, of: definition, .live).columns
    if let name = query.sortColumn {
      _ = try index(of: name, among: columns.map(\.name), what: "column")
    }
    var table = RowTable(columns)
    var left = options.limit ?? .max
    while left > 0 {
      query.limit = min(left, Self.pageSize)
      let page = try store.rows(query, of: definition, .live)
      if page.rows.isEmpty { break }
      for row in page.rows {
        if invocation.shared.json {
          try invocation.output.json(JSONValue(row: row, columns).text().utf8)
        } else {
          table.add(row)
        }
      }
      query.offset += page.rows.count
      left -= page.rows.count
      if page.rows.count < query.limit { break }
    }
    if let key = options.key, query.offset == 0, left > 0 {
      throw Failure("\(definition.name) has no row \(key)", status: 1)
    }
    if !invocation.shared.json { for line in table.lines { try invocation.output.line(line) } }
    return 0
  }
}

// MARK: - History

extension ShowCommand {
  private func printHistory(
    of key: String, _ definition: ProjectionDefinition, _ session: ProjectionSession
  ) throws -> Int32 {
    let progress = invocation.progress
    let through = try options.moment.map { text throws in
      try invocation.position(text, in: session.log.index)
    }
    let steps = try session.runner(definition).history(ofKey: key, through: through) { report in
      progress.show { report.line(about: definition.name) }
      return true
    }
    progress.clear()
    guard !steps.isEmpty else {
      throw Failure(
        "no event made a row \(key) of \(definition.states.name); --history asks by its "
          + definition.states.columns[0].name, status: 1)
    }
    let shown = steps.prefix(options.limit ?? .max)
    let events = try session.log.events(at: shown.map(\.position))
    for (step, event) in zip(shown, events) {
      if invocation.shared.json {
        try printJSON(step, event, definition, session)
      } else {
        try invocation.output.line(line(step, event, definition, session))
      }
    }
    return 0
  }

  /// `@12  2026-01-02 04:04:05 CET  account-1 v4 MoneyWithdrawn  balance 700 → 500`.
  private func line(
    _ step: RowStep, _ event: StoredEvent, _ definition: ProjectionDefinition,
    _ session: ProjectionSession
  ) -> String {
    let change = step.changes(in: definition).text(arrow: invocation.shared.ascii ? "->" : "→")
    let mark = step.new == nil ? "-" : step.old == nil ? "+" : "~"
    let what = step.fault.map { "! \($0)" } ?? "\(mark) \(change)"
    let record = event.record
    let parts = [
      session.place(of: step.position), record?.timestamp.map(invocation.text),
      record.map { "\($0.placeInStream)  \($0.type)" }, what,
    ]
    return parts.compactMap(\.self).joined(separator: "  ")
  }

  private func printJSON(
    _ step: RowStep, _ event: StoredEvent, _ definition: ProjectionDefinition,
    _ session: ProjectionSession
  ) throws {
    let columns = Array(definition.states.columns.dropFirst())
    let record = event.record
    try invocation.printJSON([
      "position": JSONValue(session.shown(step.position)),
      "stream": record.map { .string($0.stream.rawValue) },
      "version": record.map { JSONValue($0.shownVersion) },
      "type": record.map { .string($0.type) },
      "old": step.old.map { JSONValue(row: $0, columns) },
      "new": step.new.map { JSONValue(row: $0, columns) },
      "error": step.fault.map { .string($0) },
    ])
  }
}

// MARK: - Two moments

extension ShowCommand {
  /// Prints what differs from one moment to the other.
  private func compare(
    _ definition: ProjectionDefinition, since base: String, _ session: ProjectionSession
  ) throws -> Int32 {
    let index = session.log.index
    let from = try invocation.position(base, in: index)
    let to = try invocation.position(options.moment ?? "$", in: index)
    let store = try SQLiteReadModels.temporary()
    try materialize(definition, at: from, in: store, .live, session)
    try materialize(definition, at: to, in: store, .shadow, session)
    let comparison = try store.compare(
      definition, limit: options.limit ?? RebuildCommand.shownDifferences, after: 0)
    let text = ComparisonText(comparison, of: definition, invocation)
    return try invocation.answer(with: comparison.isSame ? 0 : 1) {
      if invocation.shared.json {
        for difference in text.json { try invocation.output.json(difference.text().utf8) }
      } else {
        for line in text.lines { try invocation.output.line(line) }
      }
    }
  }
}
