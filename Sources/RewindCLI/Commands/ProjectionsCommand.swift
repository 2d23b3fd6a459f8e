import Explorer
import ExplorerRuntime
import Rewind

/// `rewind projections`: where each projection is.
struct ProjectionsCommand {
  let invocation: Invocation

  func run() throws -> Int32 {
    let session = try ProjectionSession(invocation)
    try invocation.read(session.log, at: try invocation.log())
    let statuses = try session.catalog.names.map { try status(of: $0, session) }
    if invocation.shared.json {
      for status in statuses { try printJSON(status, session) }
      return 0
    }
    var table = TextTable(numbers: [2, 3, 4], columns: 6)
    table.add(["projection", "status", "position", "lag", "parked", ""])
    for status in statuses {
      table.add([
        status.name, word(for: status), session.place(of: status.position), grouped(status.lag),
        grouped(status.parked), remarks(on: status, session).joined(separator: "; "),
      ])
    }
    for line in table.lines { try invocation.output.line(line) }
    for warning in try session.catalog.names.flatMap(session.warnings) { invocation.note(warning) }
    return 0
  }

  /// Where a projection is; one that cannot be used is not to be relied on.
  private func status(
    of name: String, _ session: ProjectionSession
  ) throws -> ProjectionStatus {
    do {
      return try session.runner(session.definition(named: name)).status()
    } catch {
      guard CodeTrouble.is(error) else { throw error }
      let live = try session.store.header(of: name, .live)
      return ProjectionStatus(
        name: name, state: .stale(reason: invocation.proposed.line(of: error)),
        position: live?.checkpoint.position ?? 0, head: session.log.index.eventCount)
    }
  }

  private func word(for status: ProjectionStatus) -> String {
    let words = status.conditions.filter { if case .behind = $0 { false } else { true } }
      .map(\.words)
    let word = words.isEmpty ? "behind" : words.joined(separator: ", ")
    guard let process = status.process else { return word }
    return word + (process > 0 ? " (process \(process))" : " (another process)")
  }

  /// What is wrong, and what can be done.
  private func remarks(on status: ProjectionStatus, _ session: ProjectionSession) -> [String] {
    let call = invocation.proposed.call("projection", "rebuild", status.name)
    var remarks: [String] = []
    if let error = status.error(session) { remarks.append(error) }
    if let position = status.unfinishedRebuild?.position, status.unfinishedRebuild?.fault == nil {
      remarks.append("a rebuild is at \(session.place(of: position)); \(call) goes on with it")
    }
    return remarks
  }

  private func printJSON(_ status: ProjectionStatus, _ session: ProjectionSession) throws {
    try invocation.printJSON([
      "projection": .string(status.name), "status": .string(status.conditions[0].key),
      "position": JSONValue(session.shown(status.position)),
      "head": JSONValue(session.shown(status.head)), "lag": JSONValue(status.lag),
      "parked": JSONValue(status.parked),
      "process": status.process.map { JSONValue($0) } ?? .null,
      "written": status.writtenAt.map { .string($0.rfc3339) },
      "interrupted_at": (status.unfinishedRebuild?.position).map { JSONValue(session.shown($0)) },
      "error": status.error(session).map { .string($0) },
    ])
  }
}

extension ProjectionStatus.Condition {
  /// The word for it in JSON, which stands beside the numbers.
  fileprivate var key: String { if case .parked = self { "parked" } else { words } }
}

extension ProjectionStatus {
  /// Why it is faulted or stale, or why its rebuild stopped.
  fileprivate func error(_ session: ProjectionSession) -> String? {
    let rebuild = unfinishedRebuild?.fault.map {
      "its rebuild stopped before \(session.place(of: $0.position)): \($0.message)"
    }
    switch state {
    case .faulted(let fault):
      return "before \(session.place(of: fault.position)): \(fault.message)"
    case .stale(let reason): return [reason, rebuild].compactMap(\.self).joined(separator: "; ")
    case .notBuilt, .stopped, .running, .rebuilding: return rebuild
    }
  }
}
