import Explorer
import Rewind

/// Answers questions about read models by folding the whole log each time.
struct ReadModelOracle {
  let log: EventLog

  func answer(to question: Question) throws -> Answer {
    switch question {
    case .rows(let name, let query, let at): .rows(try page(name, query, at: at))
    case .rowHistory(let name, let key, let through):
      .rowHistory(try folded(name, through: through).steps.filter { $0.key == key }.map(\.step))
    case .deadLetters(let name, let position, let limit):
      try {
        let letters = try folded(name, through: nil).letters
        let later = letters.filter { $0.position > position }
        return .deadLetters(Array(later.prefix(limit)), count: letters.count)
      }()
    case .comparison(let name, .positions(let old, let new), let limit):
      .comparison(try comparison(name, old, new, limit: limit))
    case .comparison(let name, .rebuild, let limit):
      .comparison(try comparison(name, 4, log.index.eventCount, limit: limit))
    default: .failed("not about read models")
    }
  }

  /// What a projection makes of the log's first events.
  private struct Folded {
    var tables: [[[ReadModelValue]]] = []
    var steps: [(key: String, step: RowStep)] = []
    var letters: [DeadLetter] = []
  }

  private func folded(_ name: String, through position: Int?) throws -> Folded {
    switch name {
    case ReadModelFixture.balances.name: try fold(ReadModelFixture.balances, through: position)
    case ReadModelFixture.transfers.name: try fold(ReadModelFixture.transfers, through: position)
    case ReadModelFixture.types.name: try fold(ReadModelFixture.types, through: position)
    case ReadModelFixture.totals.name: try fold(ReadModelFixture.totals, through: position)
    default: throw ReadModelError.notBuilt(projection: name)
    }
  }

  private func fold<P: Projection>(_ projection: P, through last: Int?) throws -> Folded
  where P.Row: TestRow {
    var rows: [String: P.Row] = [:]
    var folded = Folded(tables: [[], []])
    var parked: [String: Int] = [:]
    for position in 1...(last ?? log.index.eventCount) {
      guard let event = try log.event(at: position).record, selects(projection, event) else {
        continue
      }
      let key = key(projection, event)
      let old = rows[key]
      var step = RowStep(position: position, old: old?.values, new: old?.values)
      if let first = parked[key] {
        folded.letters.append(
          DeadLetter(position: position, key: key, reason: "waits for @\(first)", hasFailed: false))
        continue
      }
      do {
        try projection.apply(event, to: &rows[key])
        step.new = rows[key]?.values
        if let entry = try projection.entry(for: event, row: rows[key]) as? any TestRow {
          folded.tables[1].append([.integer(position)] + entry.values)
        }
      } catch {
        step.fault = "\(error)"
        parked[key] = position
        folded.letters.append(
          DeadLetter(position: position, key: key, reason: "\(error)", hasFailed: true))
      }
      folded.steps.append((key, step))
    }
    folded.tables[0] = rows.sorted { $0.key < $1.key }.map { [.text($0.key)] + $0.value.values }
    return folded
  }

  private func selects<P: Projection>(_ projection: P, _ event: EventRecord) -> Bool {
    let category = event.stream.rawValue.prefix { $0 != "-" }
    return projection.selection.categories?.contains(String(category)) != false
      && projection.selection.types?.contains(event.type) != false
  }

  private func key<P: Projection>(_ projection: P, _ event: EventRecord) -> String {
    switch projection.partition {
    case .stream: event.stream.rawValue
    case .type: event.type
    case .whole: "all"
    }
  }

  private func page(_ name: String, _ query: RowQuery, at: Int?) throws -> RowPage {
    let all = try folded(name, through: at).tables[query.table]
    var rows = all
    if let pattern = TextPattern(typed: query.filter) {
      rows = rows.filter { row in
        row.contains { $0.description.lowercased().contains(pattern.text.lowercased()) }
          != pattern.isInverted
      }
    }
    let column = query.sortColumn ?? 0
    rows = rows.enumerated().sorted { a, b in
      let (x, y) = (a.element[column], b.element[column])
      if x == y { return a.offset < b.offset }
      return x.isBefore(y) != query.descending
    }.map(\.element)
    let shown = rows.dropFirst(query.offset).prefix(query.limit)
    return RowPage(
      count: rows.count, total: all.count, offset: query.offset, rows: Array(shown))
  }

  private func comparison(_ name: String, _ old: Int, _ new: Int, limit: Int) throws
    -> ReadModelComparison
  {
    let (before, after) = try (folded(name, through: old), folded(name, through: new))
    var result = ReadModelComparison(
      added: 0, removed: 0, changed: 0, same: 0, oldColumns: [], differences: [])
    for table in 0..<2 {
      let olds = rowsByKey(before.tables[table])
      let news = rowsByKey(after.tables[table])
      for key in Set(olds.keys).union(news.keys).sorted(by: { $0.isBefore($1) }) {
        switch (olds[key], news[key]) {
        case (nil, _?): result.added += 1
        case (_?, nil): result.removed += 1
        case (let a, let b) where a == b:
          result.same += 1
          continue
        default: result.changed += 1
        }
        result.differences.append(
          .init(table: table, key: key, old: olds[key], new: news[key]))
      }
    }
    result.differences = Array(result.differences.prefix(limit))
    return result
  }

  private func rowsByKey(_ rows: [[ReadModelValue]]) -> [ReadModelValue: [ReadModelValue]] {
    Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0) })
  }
}

extension ReadModelValue {
  /// The order of SQLite: null, numbers, texts.
  fileprivate func isBefore(_ other: ReadModelValue) -> Bool {
    switch (self, other) {
    case (.null, .null): false
    case (.null, _): true
    case (.integer(let a), .integer(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.integer, .text): true
    default: false
    }
  }
}
