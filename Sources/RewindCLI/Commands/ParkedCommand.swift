import ExplorerRuntime
import Rewind

/// `rewind projection parked`: the events that a projection could not take in, or another try.
struct ParkedCommand {
  private static let pageSize = 1000

  let invocation: Invocation
  let options: Command.Parked

  func run() throws -> Int32 {
    let session = try ProjectionSession(invocation)
    try invocation.read(session.log, at: try invocation.log())
    let definition = try session.definition(named: options.projection)
    guard try session.store.header(of: definition.name, .live) != nil else {
      throw ReadModelError.notBuilt(projection: definition.name)
    }
    return options.retry ? try retry(definition, session) : try list(definition, session)
  }

  private func list(
    _ definition: ProjectionDefinition, _ session: ProjectionSession
  ) throws -> Int32 {
    var last = 0
    while true {
      let letters = try session.store.deadLetters(
        of: definition.name, .live, after: last, limit: Self.pageSize)
      for letter in letters where isAsked(letter) {
        try print(letter, session)
      }
      guard letters.count == Self.pageSize, let next = letters.last?.position else { return 0 }
      last = next
    }
  }

  /// Whether a letter is of the row that is asked for; keys are told apart by their bytes, as names of streams are.
  private func isAsked(_ letter: DeadLetter) -> Bool {
    guard let key = options.key else { return true }
    return letter.keys.contains { StreamName($0) == StreamName(key) }
  }

  private func print(_ letter: DeadLetter, _ session: ProjectionSession) throws {
    if invocation.shared.json {
      try invocation.printJSON([
        "position": JSONValue(session.shown(letter.position)),
        "key": letter.keys.first.map { .string($0) },
        "keys": letter.keys.count > 1 ? .array(letter.keys.map(JSONValue.string)) : nil,
        "failed": .bool(letter.hasFailed),
        "reason": .string(letter.reason),
      ])
      return
    }
    let parts: [String?] = [
      session.place(of: letter.position),
      letter.keys.isEmpty ? nil : letter.keys.joined(separator: ", "),
      "\(letter.hasFailed ? "failed" : "waits"): \(letter.reason)",
    ]
    try invocation.output.line(parts.compactMap(\.self).joined(separator: "  "))
  }

  private func retry(
    _ definition: ProjectionDefinition, _ session: ProjectionSession
  ) throws -> Int32 {
    session.models.makeRoom()
    Interruption.waitForSafePlaces()
    let progress = invocation.progress
    let result = try session.runner(definition).retryParked(key: options.key) { report in
      progress.show { report.line(about: definition.name) }
      return !Interruption.isRequested
    }
    progress.clear()
    if let key = options.key, result.replayed + result.left == 0 {
      throw Failure("\(definition.name): nothing is parked of the row \(key)", status: 1)
    }
    invocation.confirm("what could be taken in is") { () throws(OutputError) in
      if invocation.shared.json {
        try invocation.printJSON([
          "replayed": JSONValue(result.replayed), "left": JSONValue(result.left),
          "error": result.fault.map { .string("\(session.place(of: $0.position)): \($0.message)") },
        ])
      } else {
        try invocation.output.line(
          "\(definition.name): \(counted(result.replayed, "event")) taken in,"
            + " \(grouped(result.left)) left")
      }
    }
    if let fault = result.fault {
      invocation.note(
        "\(definition.name): \(session.place(of: fault.position)) was not taken in: \(fault.message)"
      )
    }
    if Interruption.isRequested { return Interruption.exitStatus }
    return result.left > 0 ? 1 : 0
  }
}
