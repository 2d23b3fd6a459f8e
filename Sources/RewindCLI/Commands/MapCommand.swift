import Rewind

/// `rewind map`: the mapping that would be used for a log, as `--mapping` takes it.
struct MapCommand {
  let invocation: Invocation
  let file: String

  func run() throws -> Int32 {
    let log = try invocation.openUnread(at: [file])
    for role in EnvelopeMapping.Role.allCases {
      guard let source = log.mapping.sources[role] else { continue }
      if invocation.shared.json {
        try invocation.printJSON([
          "role": .string(role.rawValue), "source": .string(source.description),
        ])
      } else {
        try invocation.output.line("\(role.rawValue)=\(source)")
      }
    }
    return 0
  }
}
