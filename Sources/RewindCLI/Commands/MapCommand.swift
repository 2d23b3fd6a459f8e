import Rewind

/// `rewind map`: the mapping that would be used for a log, as `--mapping` takes it, and what it finds; with
/// `--forget` the end of one that is remembered.
struct MapCommand {
  let invocation: Invocation
  /// The log; nil where it is what a command prints.
  let file: String?
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

  private func log() throws(Failure) -> NamedLog {
    if let file { return try NamedLog([file]) }
    return try invocation.log()
  }

  private func forget() throws -> Int32 {
    let log = try log()
    let isForgotten = invocation.forgetMapping(of: log)
    if invocation.shared.json {
      try invocation.printJSON(["forgotten": .bool(isForgotten)])
    } else {
      try invocation.output.line(
        isForgotten
          ? "forgot the mapping of \(log.text)" : "no mapping of \(log.text) is remembered")
    }
    return isForgotten ? 0 : 1
  }

  /// What the mapping finds that is given, remembered, known or guessed.
  private func coverage() throws -> [RoleCoverage] {
    let named = try log()
    try invocation.refuseMapping(ofStores: [named])
    let mapping = try invocation.mapping(for: named)
    let input = try invocation.input(of: named)
    do throws(LogOpenError) {
      let log = try invocation.open(named, input, mapping)
      invocation.noteShortfall(of: log)
      return try log.coverage()
    } catch {
      if case .unknownMapping(let unknown) = error {
        let call = invocation.about(named, words: named.openingWords).call(with: unknown.guess)
        ErrorLine.write("\(unknown.file): no known system wrote this; the guess is taken by:")
        ErrorLine.write(call: call)
        return unknown.coverage
      }
      throw invocation.failure(error, opening: named)
    }
  }
}
