internal import Platform

/// From a key to the frame that shows it while the same program rebuilds a read model: the whole
/// program in a terminal, its letters typed into the prompt and waited for.
enum KeyWhileRebuilding {
  static let measurement = Measurement("key to frame while a rebuild runs, p99") { log in
    let store = try log.store()
    FileSystem.removeTree(at: "\(store)/cache")
    let terminal = try ProgramOnTerminal(
      [try siblingExecutable("rewind"), store], size: ExplorerRun.size,
      environment: ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "HOME=\(log.folder)"])
    try terminal.wait(for: "Streams")
    try terminal.type("R")
    try terminal.wait(for: "account_balances")
    // The rebuild menu of the first projection; its first choice is the rebuild.
    try terminal.type("b\r:")
    var times: [Double] = []
    for letter in letters {
      times.append(
        try seconds { () throws(BenchError) in
          try terminal.type(letter)
          try terminal.wait(for: letter)
        })
      // A held key comes some thirty times a second; this is four times as often.
      try await Task.sleep(for: .milliseconds(8))
    }
    try terminal.end(typing: "\u{3}q")
    guard FileSystem.exists("\(store)/cache/readmodels.sqlite") else {
      throw BenchError("no rebuild was begun")
    }
    return Figures.percentile(99, of: times)
  }

  /// Letters that nothing else on the screen has, so that a frame of the rebuild's progress is not
  /// taken for the key's.
  private static let letters = (0x410...0x44F).map { String(Character(Unicode.Scalar($0)!)) }
}
