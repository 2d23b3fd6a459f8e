internal import Platform

/// Commands of the program over the log as a store, each a process of its own: what a script waits for.
///
/// The first is of a store whose index is not there yet; the others find the index on disk.
enum Commands {
  static let types = "rewind types"
  static let shortState = "rewind state of a 96-event stream"
  static let bigState = "rewind state of the big stream at 200000"

  static let all: [Measurement] = [
    firstTime,
    command(types) { _ in ["types"] },
    command("rewind streams --limit 1") { _ in ["streams", "--limit", "1"] },
    command(shortState) { log in state(try log.contents().short) },
    command(bigState) { log in state(try log.contents().big) },
    append,
    firstIDs,
    eventOfID,
    linkSize,
    indexSize,
  ]

  private static let firstTime = Measurement("rewind types, never opened before") { log in
    let store = try log.store()
    FileSystem.removeTree(at: "\(store)/cache")
    return try time(["types"], log)
  }

  private static let append = Measurement("rewind append of one event") { log in
    try keepIndex(of: log)
    return try log.withoutChangingStore {
      try time(["append", try log.contents().big.stream, "Deposit", "--data", "{}"], log)
    }
  }

  /// The second pass: which ids the events carry.
  private static let firstIDs = Measurement("rewind events --id, no id asked for before") { log in
    FileSystem.removeTree(at: "\(try log.store())/cache")
    try keepIndex(of: log)
    return try time(try eventOfID(log), log)
  }

  private static let eventOfID = Measurement("rewind events --id") { log in
    try keepLinks(of: log)
    return try time(try eventOfID(log), log)
  }

  private static let linkSize = Measurement("ids in the index, bytes an event", .count) { log in
    try bytesAnEvent(log) { $0.hasPrefix(linkPrefix) }
  }

  private static let indexSize = Measurement("index, bytes an event", .count) { log in
    try bytesAnEvent(log) { _ in true }
  }

  /// What the names of the files begin with that have the events' ids.
  private static let linkPrefix = "links-"

  private static func bytesAnEvent(
    _ log: BenchLog, where isCounted: (_ name: String) -> Bool
  ) throws -> Double {
    let folder = try keepLinks(of: log)
    let bytes = try FileSystem.names(in: folder).filter(isCounted).reduce(0) { sum, name in
      try sum + FileStatus(of: "\(folder)/\(name)").size
    }
    return Double(bytes) / Double(try log.contents().eventCount)
  }

  private static func eventOfID(_ log: BenchLog) throws -> [String] {
    ["events", "--id", try log.contents().id]
  }

  private static func state(_ place: BenchLog.Place) -> [String] {
    ["state", place.stream, "--at", "\(place.version)"]
  }

  private static func command(
    _ name: String, _ words: @escaping @Sendable (BenchLog) throws -> [String]
  ) -> Measurement {
    Measurement(name) { log in
      try keepIndex(of: log)
      return try time(try words(log), log)
    }
  }

  /// Has the program keep the index where it is not there, and answers the index's folder.
  @discardableResult
  private static func keepIndex(of log: BenchLog) throws -> String {
    let folder = "\(try log.store())/cache/index"
    if !FileSystem.exists(folder) { _ = try time(["types"], log) }
    guard FileSystem.exists(folder) else { throw BenchError("rewind kept no index in \(folder)") }
    return folder
  }

  /// Has the program keep which ids the events carry where that is not there, and answers the index's folder.
  @discardableResult
  private static func keepLinks(of log: BenchLog) throws -> String {
    let folder = try keepIndex(of: log)
    func isKept() throws -> Bool {
      try FileSystem.names(in: folder).contains { $0.hasPrefix(linkPrefix) }
    }
    if try !isKept() { _ = try time(try eventOfID(log), log) }
    guard try isKept() else { throw BenchError("rewind kept no ids in \(folder)") }
    return folder
  }

  /// How long the program takes for some words over the store.
  private static func time(_ words: [String], _ log: BenchLog) throws -> Double {
    let words = [try siblingExecutable("rewind")] + words + ["-l", try log.store()]
    return try seconds { () throws(BenchError) in
      try run(words, environment: Environment.variables(home: log.folder))
    }
  }
}
