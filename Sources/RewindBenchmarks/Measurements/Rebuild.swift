internal import Platform

/// A rebuild of account balances, stored in SQLite: the built program as a process of its own, over a
/// store of which nothing is known.
enum Rebuild {
  static let name = "rebuild account balances, whole process"
  /// The projection that is rebuilt.
  static let projection = "account_balances"

  static let wholeProcess = Measurement(name) { log in
    let words = try command(over: log)
    return try seconds { () throws(BenchError) in
      try run(words)
    }
  }

  /// Apart from the time, which the looking would disturb.
  static let memory = Measurement(
    "rebuild account balances, peak RssAnon", .bytes
  ) { log in
    var output = try Pipe()
    let child = try ChildProcess(try command(over: log), output: .file(output.writing))
    output.closeWriting()
    let most = PeakMemory.mostBytes(of: child, until: output)
    try child.waitForSuccess()
    return Double(most)
  }

  /// The command that rebuilds a projection, on a store without its cache.
  static func command(
    over log: BenchLog, _ projection: String = projection
  ) throws -> [String] {
    try command(over: log, of: ["rebuild", projection])
  }

  /// What the words of a command do with a projection, on a store without its cache.
  static func command(over log: BenchLog, of words: [String]) throws -> [String] {
    let rewind = try siblingExecutable("rewind")
    let store = try log.store()
    FileSystem.removeTree(at: "\(store)/cache")
    return [rewind, "projection"] + words + ["-l", store]
  }
}
