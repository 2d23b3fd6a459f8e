import Rewind

/// `rewind map`: the mapping that would be used for a log, as `--mapping` takes it, and what it finds.
struct MapCommand {
  let invocation: Invocation
  let file: String

  func run() throws -> Int32 {
    let coverage = try coverage()
    if !invocation.shared.json {
      try invocation.output.line("# \(RoleCoverage.summary(coverage))")
    }
    for found in coverage {
      if invocation.shared.json {
        try invocation.printJSON([
          "role": .string(found.role.rawValue), "source": .string(found.source.description),
          "found": JSONValue(found.found), "lines": JSONValue(found.lineCount),
        ])
      } else {
        try invocation.output.line("\(found.role.rawValue)=\(found.source)")
      }
    }
    return 0
  }

  /// What the mapping finds that is given, remembered, known or guessed.
  private func coverage() throws -> [RoleCoverage] {
    do {
      let log = try EventLog.open([file], mapping: invocation.mapping(for: [file]))
      return try EventLog.coverage(of: log.mapping, at: [file])
    } catch LogOpenError.unknownMapping(let unknown) {
      return unknown.coverage
    } catch is LogOpenError {
      _ = try invocation.openUnread(at: [file])
      return []
    }
  }
}
