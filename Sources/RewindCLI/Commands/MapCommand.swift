import Rewind

/// `rewind map`: the mapping that would be used for a log, as `--mapping` takes it, and what it finds; with
/// `--forget` the end of one that is remembered.
///
/// Of a guess the call that takes it is on standard error.
struct MapCommand {
  let invocation: Invocation
  let file: String
  let forgets: Bool

  func run() throws -> Int32 {
    if forgets { return try forget() }
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

  private func forget() throws -> Int32 {
    let isForgotten = invocation.forgetMapping(of: [file])
    if invocation.shared.json {
      try invocation.printJSON(["forgotten": .bool(isForgotten)])
    } else {
      try invocation.output.line(
        isForgotten ? "forgot the mapping of \(file)" : "no mapping of \(file) is remembered")
    }
    return isForgotten ? 0 : 1
  }

  /// What the mapping finds that is given, remembered, known or guessed.
  private func coverage() throws -> [RoleCoverage] {
    try invocation.refuseMapping(ofStores: [[file]])
    do {
      return try EventLog.open([file], mapping: invocation.mapping(for: [file])).coverage()
    } catch LogOpenError.unknownMapping(let unknown) {
      let call = invocation.about([file], words: [file]).call(with: unknown.guess)
      ErrorLine.write("\(file): no known system wrote this; the guess is taken by:")
      ErrorLine.write(call: call)
      return unknown.coverage
    } catch let error as LogOpenError {
      throw invocation.failure(error, opening: [file])
    }
  }
}
