import Explorer
import ExplorerRuntime
import Rewind

/// `rewind projection compare`: what two definitions make of the log, and since when it differs.
struct CompareCommand {
  let invocation: Invocation
  let options: Command.Compare

  func run() throws -> Int32 {
    let session = try ProjectionSession(invocation)
    let old = try session.definition(ofWord: options.old)
    let new = try options.new.map { try session.definition(ofWord: $0) }
    try session.read(invocation)
    let position = try options.moment.map { text throws in
      try invocation.position(text, in: session.log.index)
    }
    guard let new else { return try compareRows(with: old, at: position, session) }
    let progress = invocation.progress
    let title = "\(options.old) and \(options.new ?? "")"
    let comparison = try ProjectionComparer(source: session.log, old: old, new: new)
      .compare(through: position) { report in
        progress.show { report.line(about: title) }
        return true
      }
    progress.clear()
    note(comparison.oldFaults, of: options.old, session)
    note(comparison.newFaults, of: options.new ?? "", session)
    return try print(comparison, session)
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
