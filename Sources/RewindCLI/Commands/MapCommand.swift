import Explorer
import ExplorerRuntime
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
    let (coverage, each) = try coverage()
    if !invocation.shared.json {
      try invocation.output.line("# \(RoleCoverage.summary(coverage))")
    }
    if let each { try print(each, lines: coverage.first?.lineCount ?? 0) }
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

  /// Prints where the events are in each document.
  private func print(_ each: JSONPath, lines: Int) throws {
    guard invocation.shared.json else { return try invocation.output.line("each=\(each)") }
    try invocation.printJSON([
      "role": "each", "source": .string(each.description), "found": JSONValue(lines),
      "lines": JSONValue(lines),
    ])
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

  /// What the mapping finds that is given, remembered, known or guessed, and where the events are that it is for.
  private func coverage() throws -> ([RoleCoverage], each: JSONPath?) {
    let named = try log()
    try invocation.refuseMapping(ofStores: [named])
    let mapping = try invocation.mapping(for: named)
    let input = try invocation.input(of: named)
    do throws(LogOpenError) {
      let log = try invocation.open(named, input, mapping)
      invocation.noteShortfall(of: log)
      if let remark = ProposedCalls.remarkOnLeftOut(of: log) {
        invocation.note("\(named.text): \(remark)")
      }
      return (try log.coverage(), log.mapping.each)
    } catch {
      if case .unknownMapping(let unknown) = error {
        var guess = unknown.guess
        guess.each = mapping?.each
        let call = invocation.about(named, words: named.openingWords).call(with: guess)
        ErrorLine.write("\(unknown.file): no known system wrote this; the guess is taken by:")
        ErrorLine.write(call: call)
        return (unknown.coverage, guess.each)
      }
      throw invocation.failure(error, opening: named)
    }
  }
}
