import Explorer
import Rewind

/// `rewind verify`: what is not as it should be in a log.
///
/// Damage fails; all else is reported.
struct VerifyCommand {
  let invocation: Invocation
  let options: Command.Verify

  func run() throws -> Int32 {
    if options.repair { try repair() }
    let named = try invocation.log()
    let log = try invocation.openUnread(at: named)
    log.useNoIndex()
    try invocation.readInSilence(log, at: named)
    let snapshot = log.snapshot()
    var counts: [LogProblem.Kind: Int] = [:]
    let progress = invocation.progress
    let total = snapshot.index.eventCount
    var isHeard = true
    try LogVerifier(snapshot).run(deep: options.deep) { done in
      progress.show("verifying", done: done, of: total)
      return isHeard || counts[.damage] == nil
    } report: { problem in
      counts[problem.kind, default: 0] += 1
      if isHeard { isHeard = try prints(problem) }
    }
    progress.clear()
    return try invocation.answer(with: counts[.damage] == nil ? 0 : 1) {
      guard isHeard, !invocation.shared.json else { return }
      try invocation.output.line(summary(counts, of: snapshot))
    }
  }

  /// Prints a problem; false where the reader of a pipe has gone, so that only the exit status tells.
  private func prints(_ problem: LogProblem) throws -> Bool {
    do {
      try print(problem)
      return true
    } catch let closed as OutputError where closed.isClosedPipe {
      return false
    }
  }

  private func repair() throws {
    let result = try StoreRepair.run(at: try invocation.storePath())
    guard !invocation.shared.json else { return }
    if result.hadTornTail { try invocation.output.line("moved aside: the torn tail") }
    if result.damagedLines > 0 {
      try invocation.output.line("moved aside: \(counted(result.damagedLines, "damaged line"))")
    }
  }

  private func print(_ problem: LogProblem) throws {
    if invocation.shared.json {
      try invocation.printJSON([
        "problem": .string(problem.kind.rawValue), "message": .string(problem.message),
        "position": problem.position.map { JSONValue($0) },
        "file": .string(problem.file), "line": problem.line.map { JSONValue($0) },
      ])
      return
    }
    let line = problem.line.map { ":\($0)" } ?? ""
    try invocation.output.line(
      "\(problem.file)\(line): \(problem.kind.rawValue): \(problem.message)")
  }

  private func summary(_ counts: [LogProblem.Kind: Int], of log: LogSnapshot) -> String {
    let index = log.index
    let found = LogProblem.Kind.allCases.compactMap { kind in
      counts[kind].map { "\(kind.rawValue) \($0)" }
    }
    return
      "\(counted(index.validCount, "event")) in \(counted(index.streamCount, "stream"))"
      + (log.remarkOnFiles.map { " of \($0)" } ?? "") + ": "
      + (found.isEmpty ? "nothing wrong" : found.joined(separator: ", "))
  }
}

/// `1 event`, `2,416 events`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// A count with its thousands parted: `2,416`.
func grouped(_ count: Int) -> String {
  var digits = String(count)
  var index = digits.count - 3
  while index > 0 {
    digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
    index -= 3
  }
  return digits
}
