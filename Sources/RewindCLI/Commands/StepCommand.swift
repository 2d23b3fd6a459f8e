import Explorer
import ExplorerRuntime
import Rewind

/// `rewind projection step`: the next events that a projection takes, and what it makes of them.
struct StepCommand {
  let invocation: Invocation
  let options: Command.Step

  func run() throws -> Int32 {
    let session = try ProjectionSession(invocation)
    let definition = try session.definition(ofWord: options.projection)
    try session.read(invocation)
    let start = try options.moment.map { text throws in
      try invocation.position(text, in: session.log.index)
    }
    let progress = invocation.progress
    let stepper = try session.runner(definition).stepper(after: start ?? 0, ofKey: options.key) {
      report in
      progress.show { report.line(about: definition.name) }
      return true
    }
    progress.clear()
    var taken = 0
    while taken < options.limit ?? 1 {
      let step = try stepper.next()
      progress.clear()
      if let passed = step.passed { try print(passed, session) }
      guard let position = step.position else { break }
      try print(step, try session.log.event(at: position), definition, session)
      try invocation.output.flush()
      taken += 1
    }
    return taken == 0 ? 1 : 0
  }

  /// `  @13 to @20  5 not of its source, 3 of another row`.
  private func print(_ passed: ProjectionStep.Passed, _ session: ProjectionSession) throws {
    let (first, last) = (passed.positions.lowerBound, passed.positions.upperBound)
    let reasons = PassedReason.allCases.compactMap { reason in
      passed.reasons[reason].map { (reason, $0) }
    }
    guard !invocation.shared.json else {
      let counts = reasons.map { (key: $0.0.rawValue, value: JSONValue($0.1)) }
      return try invocation.printJSON([
        "passed": .object(JSONObject(counts)), "first": JSONValue(session.shown(first)),
        "last": JSONValue(session.shown(last)),
      ])
    }
    let place = session.place(of: first) + (last > first ? " to \(session.place(of: last))" : "")
    let words = reasons.map { reason, count in
      last > first ? "\(grouped(count)) \(reason.rawValue)" : reason.rawValue
    }
    try invocation.output.line("  \(place)  \(words.joined(separator: ", "))")
  }

  private func print(
    _ step: ProjectionStep, _ event: StoredEvent, _ definition: ProjectionDefinition,
    _ session: ProjectionSession
  ) throws {
    if invocation.shared.json { return try printJSON(step, event, definition, session) }
    try invocation.output.line(session.line(of: event, invocation))
    for row in step.rows {
      let changes = row.changes(in: definition)
      let mark = row.new == nil ? "-" : row.old == nil ? "+" : changes.isEmpty ? "=" : "~"
      let arrow = invocation.shared.ascii ? "->" : "→"
      let what = changes.isEmpty ? "as it was" : changes.text(arrow: arrow)
      try invocation.output.line("  \(mark) \(row.key ?? "(shared)")  \(what)")
    }
    for entry in step.entries {
      try invocation.output.line("  * \(definition.text(ofEntry: entry))")
    }
    if let fault = step.fault { try invocation.output.line("  ! \(fault)") }
  }

  private func printJSON(
    _ step: ProjectionStep, _ event: StoredEvent, _ definition: ProjectionDefinition,
    _ session: ProjectionSession
  ) throws {
    let record = event.record
    let rows: [JSONValue] = step.rows.map { row in
      let members: [(key: String, value: JSONValue?)] = [
        ("key", row.key.map { .string($0) } ?? .null),
        ("old", row.old.map { definition.json(of: $0, isShared: row.key == nil) }),
        ("new", row.new.map { definition.json(of: $0, isShared: row.key == nil) }),
      ]
      return .object(
        JSONObject(members.compactMap { member in member.value.map { (member.key, $0) } }))
    }
    try invocation.printJSON([
      "position": JSONValue(session.shown(event.position)),
      "stream": record.map { .string($0.stream.rawValue) },
      "version": record.map { JSONValue($0.shownVersion) },
      "type": record.map { .string($0.type) },
      "rows": .array(rows),
      "outputs": step.entries.isEmpty
        ? nil : .array(step.entries.map(definition.json(ofEntry:))),
      "error": step.fault.map { .string($0) },
    ])
  }
}
