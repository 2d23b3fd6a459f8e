internal import Rewind

/// The engine of a projection by a script: a session, its rows as those of the projection's tables.
///
/// Not locked: it is used by one thread at a time, as its session is.
final class ScriptEngine: ProjectionEngine, @unchecked Sendable {
  private let session: ProjectionSession
  private let hasResults: Bool
  private var taking: Taking?
  /// The event at which the script broke.
  private var stop: FoldedEvents.Fault?

  /// What of the rows that changed is not given yet.
  private struct Taking {
    var rows: ArraySlice<ProjectedRow> = []
    var shared: JSONText?
    var isOver = false
  }

  init(_ script: ProjectionScript, _ start: EngineStart) throws {
    let outline = try script.outline()
    hasResults = outline.results == .transformed
    session = try ProjectionSession(script, Self.sessionStart(start, hasResults: hasResults))
  }

  var hasSeveralRows: Bool { session.outline.rows != .all }

  var isFull: Bool { session.isFull }

  func fold(_ events: [EventRecord]) throws { try unlessBroken { try session.fold(events) } }

  func fold(_ lines: EventLines) throws { try unlessBroken { try session.fold(lines) } }

  func settle() throws -> FoldedEvents {
    try unlessBroken { try session.settle() }
    return takeKnown()
  }

  func takeKnown() -> FoldedEvents {
    let answers = session.takeAnswers()
    var folded = FoldedEvents(answers)
    folded.steps = answers.steps.map { step in
      .init(position: step.place.position, key: step.key, row: values(of: step))
    }
    folded.stop = stop
    return folded
  }

  /// Does work with the session, unless the script breaks, or broke before, at an event.
  private func unlessBroken(_ work: () throws -> Void) throws {
    guard stop == nil else { return }
    do {
      try work()
    } catch let overrun as ProjectionOverrunError {
      guard let place = overrun.place else { throw overrun }
      stop = .init(position: place.position, message: "\(overrun)", keys: [])
    }
  }

  func takeRows(ofBytes size: Int) throws -> [ReadModelChanges.State] {
    var taking = taking ?? Taking()
    while taking.rows.isEmpty, !taking.isOver {
      let taken = try session.takeSomeChanged()
      var rows: [ProjectedRow] = []
      try taken.forEach { rows.append($0) }
      taking.rows = rows[...]
      (taking.isOver, taking.shared) = (!taken.goesOn, taken.shared)
    }
    var states: [ReadModelChanges.State] = []
    var bytes = 0
    while bytes < size, let row = taking.rows.popFirst() {
      states.append(ReadModelChanges.State(key: row.key, values: values(of: row)))
      bytes += states[states.count - 1].size
    }
    self.taking = taking
    return states
  }

  func takeShared() -> [ReadModelValue]? {
    defer { taking = nil }
    return taking?.shared.map { [.text($0.description)] }
  }

  func forgetRows() throws { try session.forget() }

  var tellsDigests: Bool { true }

  func dropTold() { session.dropKept() }

  func told(steps: [Int], before rows: [Int]) throws -> [[ReadModelValue]?] {
    try session.kept(steps: steps, before: rows).map { row in
      row.flatMap { values($0.state, $0.result, at: $0.position) }
    }
  }

  func toldShared(step: Int?) throws -> [ReadModelValue]? {
    let kept = try session.kept(
      steps: step.map { [$0] } ?? [], before: step == nil ? [-1] : [])
    return kept.first?.map { [.text($0.state.description)] }
  }
}

// MARK: - Rows

extension ScriptEngine {
  /// The values of the columns after the key, as ``ProjectionScript/definition()`` declares them.
  private func values(of row: ProjectedRow) -> [ReadModelValue]? {
    values(row.state, row.result, at: row.position)
  }

  /// The same of a row behind an event, or of what all rows share.
  private func values(of step: ProjectionAnswers.Step) -> [ReadModelValue]? {
    guard step.key != nil else { return step.state.map { [.text($0.description)] } }
    return values(step.state, step.result, at: step.place.position)
  }

  private func values(
    _ state: JSONText?, _ result: JSONText?, at position: Int
  ) -> [ReadModelValue]? {
    guard let state else { return nil }
    let own: [ReadModelValue] = [.text(state.description), .integer(position)]
    return hasResults ? [result.map { .text($0.description) } ?? .null] + own : own
  }

  private static func sessionStart(
    _ start: EngineStart, hasResults: Bool
  ) -> ProjectionStart {
    var own = ProjectionStart()
    own.onFault =
      switch start.onFault {
      case .goOn: .goOn
      case .stop: .stop
      case .park: .park
      }
    own.parkedKeys = start.parkedKeys
    own.shared = start.shared?.first.flatMap { $0.jsonText }
    own.hasStoredRows = start.rows != nil && !start.isNew
    own.category = start.category
    own.tells =
      switch start.told {
      case .nothing: .nothing
      case .allRows: .rows
      case .rows(let keys): .rowsOf(keys)
      case .digests: .digests
      }
    if let rows = start.rows {
      // The state stands behind the result, where there are results.
      own.stored = { keys in
        try rows(keys).map { $0.flatMap { $0[hasResults ? 1 : 0].jsonText } }
      }
    }
    return own
  }
}

extension ReadModelValue {
  /// The JSON that a column holds.
  fileprivate var jsonText: JSONText? {
    if case .text(let text) = self { try? JSONText(text) } else { nil }
  }
}

extension FoldedEvents {
  init(_ answers: ProjectionAnswers) {
    self.init()
    faults = answers.faults.map {
      Fault(position: $0.place.position, message: "\($0.error)", keys: $0.keys)
    }
    waits = answers.waits.map { Waiting(position: $0.place.position, keys: $0.keys) }
    entries = answers.outputs.map(\.entry)
    passed = answers.passed.compactMap { pass in
      PassedReason(pass.reason).map { Passed(position: pass.place.position, reason: $0) }
    }
    newKeys = answers.newKeys
    digests = answers.digests.map {
      Digest(position: $0.place.position, row: $0.row, value: $0.value)
    }
    notes = answers.notes.map {
      ProjectionNote(position: $0.position, kind: $0.kind, text: $0.text)
    }
  }
}

extension ProjectionAnswers.Output {
  /// The row of the table of outputs.
  fileprivate var entry: ReadModelChanges.Entry {
    ReadModelChanges.Entry(
      position: position,
      values: [
        .integer(ordinal), .text(kind.rawValue), .text(stream), .text(type),
        .text(data.description),
        metadata.map { .text($0.description) } ?? .null,
      ])
  }
}

extension PassedReason {
  /// Nil where the event went to rows that nobody asked for.
  fileprivate init?(_ reason: ProjectionAnswers.Reason) {
    switch reason {
    case .unhandled: self = .otherType
    case .noKey: self = .noKey
    case .otherRow: return nil
    case .filtered: self = .filtered
    case .otherSource: self = .otherSource
    case .link: self = .link
    }
  }
}
