import Explorer
import Rewind

/// What differs between two definitions of a projection, as text and as JSON.
struct DifferenceText {
  private let comparison: ProjectionComparison
  private let session: ProjectionSession
  private let invocation: Invocation
  private let arrow: String

  init(
    _ comparison: ProjectionComparison, _ session: ProjectionSession, _ invocation: Invocation
  ) {
    self.comparison = comparison
    self.session = session
    self.invocation = invocation
    arrow = invocation.shared.ascii ? "->" : "→"
  }

  /// How many rows differ, by kind: `2 changed, 1 differed before, 45 rows the same, through @99,996`.
  var summary: String {
    let words: [(ProjectionComparison.Kind, String)] = [
      (.added, "added"), (.removed, "removed"), (.changed, "changed"),
      (.past, "differed only before"),
    ]
    var parts = words.compactMap { kind, word in
      comparison.counts[kind].map { "\(grouped($0)) \(word)" }
    }
    if comparison.outputCount > 0 {
      parts.append("other outputs at \(counted(comparison.outputCount, "event"))")
    }
    if parts.isEmpty { parts = ["no differences"] }
    parts.append("\(counted(comparison.same, "row")) the same")
    return parts.joined(separator: ", ") + ", through \(session.place(of: comparison.position))"
  }

  /// Prints a row that differs, and since when.
  func print(
    _ difference: ProjectionComparison.Difference, _ event: StoredEvent
  ) throws {
    if invocation.shared.json { return try printJSON(difference, event) }
    let mark =
      switch difference.kind {
      case .added: "+"
      case .removed: "-"
      case .changed: "~"
      case .past: "="
      }
    let last = comparison.changes(of: difference.last, in: difference).text(arrow: arrow)
    let now = difference.kind == .past ? "the same again" : last
    let first = comparison.changes(of: difference.first, in: difference).text(arrow: arrow)
    try invocation.output.line("\(mark) \(difference.key ?? "(shared)")  \(now)")
    try invocation.output.line(
      "    since " + session.line(of: event, invocation) + (first == now ? "" : "  " + first))
  }

  /// Prints what was written at an event.
  func print(
    _ output: ProjectionComparison.OutputDifference, _ event: StoredEvent
  ) throws {
    if invocation.shared.json { return try printJSON(output, event) }
    try invocation.output.line("* " + session.line(of: event, invocation))
    let old = Set(output.old), new = Set(output.new)
    for row in output.old where !new.contains(row) {
      try invocation.output.line("    - \(comparison.old.text(ofEntry: row))")
    }
    for row in output.new where !old.contains(row) {
      try invocation.output.line("    + \(comparison.new.text(ofEntry: row))")
    }
  }
}

// MARK: - JSON

extension DifferenceText {
  private func printJSON(
    _ difference: ProjectionComparison.Difference, _ event: StoredEvent
  ) throws {
    let (old, new) = (comparison.old, comparison.new)
    let isShared = difference.key == nil
    func json(_ row: [ReadModelValue]?, _ definition: ProjectionDefinition) -> JSONValue? {
      row.map { definition.json(of: $0, isShared: isShared) }
    }
    let first: [(key: String, value: JSONValue)] = [
      (key: "old", value: json(difference.first.old, old)),
      (key: "new", value: json(difference.first.new, new)),
    ].compactMap { member in member.value.map { (member.key, $0) } }
    let record = event.record
    try invocation.printJSON([
      "change": .string(difference.kind.rawValue),
      "key": difference.key.map { .string($0) } ?? .null,
      "position": JSONValue(session.shown(difference.position)),
      "time": record?.timestamp.map { .string("\($0)") },
      "stream": record.map { .string($0.stream.rawValue) },
      "version": record.map { JSONValue($0.shownVersion) },
      "type": record.map { .string($0.type) },
      "first": .object(JSONObject(first)),
      "old": json(difference.last.old, old), "new": json(difference.last.new, new),
    ])
  }

  private func printJSON(
    _ output: ProjectionComparison.OutputDifference, _ event: StoredEvent
  ) throws {
    let record = event.record
    try invocation.printJSON([
      "change": "output",
      "position": JSONValue(session.shown(output.position)),
      "time": record?.timestamp.map { .string("\($0)") },
      "stream": record.map { .string($0.stream.rawValue) },
      "version": record.map { JSONValue($0.shownVersion) },
      "type": record.map { .string($0.type) },
      "old": .array(output.old.map(comparison.old.json(ofEntry:))),
      "new": .array(output.new.map(comparison.new.json(ofEntry:))),
    ])
  }
}

extension ProjectionDefinition {
  /// A row of the states, or of what they share, as an object of the columns behind the key.
  func json(of row: [ReadModelValue], isShared: Bool) -> JSONValue {
    JSONValue(row: row, ((isShared ? shared : nil) ?? states).columns.dropFirst())
  }

  /// What an event wrote, as an object of the columns behind the position.
  func json(ofEntry row: [ReadModelValue]) -> JSONValue {
    JSONValue(row: row, (entries?.columns ?? []).dropFirst())
  }
}

extension ProjectionSession {
  /// `@12  2026-01-02 04:04:05 CET  account-1 v4 MoneyWithdrawn`.
  func line(of event: StoredEvent, _ invocation: Invocation) -> String {
    let record = event.record
    let parts = [
      place(of: event.position), record?.timestamp.map(invocation.text),
      record.map { "\($0.placeInStream)  \($0.type)" } ?? "a damaged line",
    ]
    return parts.compactMap(\.self).joined(separator: "  ")
  }
}
