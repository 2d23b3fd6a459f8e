import Explorer
import ExplorerRuntime
import Rewind

/// `rewind projection compare`: what two definitions make of the log, and since when it differs.
struct CompareCommand {
  let invocation: Invocation
  let options: Command.Compare

  func run() throws -> Int32 {
    guard options.rows != nil || options.old != nil else { return try compareWithReadModel() }
    let session = try ProjectionSession(invocation)
    let old = try options.old.map { try session.definition(ofWord: $0) }
    let new = try session.definition(ofWord: options.projection)
    guard let old else {
      return try compareRows(with: new, at: try position(in: session), session)
    }
    return try compare(old, new, calling: options.old ?? "", session)
  }

  /// Compares what made a projection's read model with what the projection is now.
  private func compareWithReadModel() throws -> Int32 {
    let name = options.projection
    let session = try ProjectionSession(keepingFor: invocation, .named([name]))
    let new = try session.definition(named: name)
    guard let header = try session.store.header(of: name, .live) else {
      throw ReadModelError.notBuilt(projection: name)
    }
    let old = try session.catalog.definition(thatMade: header, of: new)
    guard old.fingerprint == new.fingerprint else {
      return try compare(old, new, calling: "\(name) before", session)
    }
    try session.read(invocation)
    // Of another log, or by other upcasters, the same definition makes other rows.
    if case .stale(let reason) = try session.runner(new).status().state {
      invocation.note("\(name): \(reason)")
    }
    return try invocation.answer(with: 0) {
      guard !invocation.shared.json else { return }
      try invocation.output.line(
        "no differences: \(name) is defined as it was when its read model was made")
    }
  }

  /// Compares two definitions.
  ///
  /// - Parameter oldName: what the old one is called.
  private func compare(
    _ old: ProjectionDefinition, _ new: ProjectionDefinition, calling oldName: String,
    _ session: ProjectionSession
  ) throws -> Int32 {
    let position = try position(in: session)
    let (progress, newName) = (invocation.progress, options.projection)
    let comparison = try ProjectionComparer(source: session.log, old: old, new: new)
      .compare(through: position) { report in
        progress.show { report.line(about: "\(oldName) and \(newName)") }
        return true
      }
    progress.clear()
    note(comparison.oldFaults, of: oldName, session)
    note(comparison.newFaults, of: newName, session)
    return try print(comparison, session)
  }

  /// Reads the log; the last position that is to be looked at, nil for all.
  private func position(in session: ProjectionSession) throws -> Int? {
    try session.read(invocation)
    return try options.moment.map { text throws in
      try invocation.position(text, in: session.log.index)
    }
  }

  /// Says which events a definition could not take in.
  private func note(
    _ faults: ProjectionComparison.Faults, of name: String, _ session: ProjectionSession
  ) {
    guard let first = faults.first else { return }
    invocation.note(
      "\(name): \(counted(faults.count, "event")) could not be taken in, the first at"
        + " \(session.place(of: first.position)): \(first.message)")
  }

  private func print(
    _ comparison: ProjectionComparison, _ session: ProjectionSession
  ) throws -> Int32 {
    let limit = options.limit ?? RebuildCommand.shownDifferences
    let shown = comparison.differences.prefix(limit)
    let outputs = comparison.outputs.prefix(max(0, limit - shown.count))
    let events = try session.log.events(at: shown.map(\.position) + outputs.map(\.position))
    let text = DifferenceText(comparison, session, invocation)
    return try invocation.answer(with: comparison.isSame ? 0 : 1) {
      if !invocation.shared.json { try invocation.output.line(text.summary) }
      for (difference, event) in zip(shown, events) { try text.print(difference, event) }
      for (output, event) in zip(outputs, events.dropFirst(shown.count)) {
        try text.print(output, event)
      }
      let left =
        comparison.differences.count - shown.count + comparison.outputCount - outputs.count
      if left > 0, limit > 0, !invocation.shared.json {
        try invocation.output.line("and \(grouped(left)) more")
      }
    }
  }
}
