internal import Platform

/// Commands of the program over the log as a store, each a process of its own: what a script waits for.
enum Commands {
  static let types = "rewind types"
  static let shortState = "rewind state of a 96-event stream"
  static let bigState = "rewind state of the big stream at 200000"

  static let all: [Measurement] = [
    command(types) { _ in ["types"] },
    command("rewind streams --limit 1") { _ in ["streams", "--limit", "1"] },
    command(shortState) { log in state(try log.streams().short) },
    command(bigState) { log in state(try log.streams().big) },
  ]

  private static func state(_ place: BenchLog.Place) -> [String] {
    ["state", place.stream, "--at", "\(place.version)"]
  }

  private static func command(
    _ name: String, _ words: @escaping @Sendable (BenchLog) throws -> [String]
  ) -> Measurement {
    Measurement(name) { log in
      let rewind = try siblingExecutable("rewind")
      let words = [rewind] + (try words(log)) + ["-l", try log.store()]
      return try seconds { () throws(BenchError) in
        try run(words, environment: Environment.variables(home: log.folder))
      }
    }
  }
}
