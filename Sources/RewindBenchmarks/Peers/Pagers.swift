internal import Platform

/// What less and lnav take to show a log, each in a terminal of its own, and lnav to know all of it.
enum Pagers {
  static let less = Measurement.peer(.less, "first paint", against: FirstPaint.name) { log in
    try firstPaint(["less", log.path], log)
  }

  static let lnav = Measurement.peer(.lnav, "first paint", against: FirstPaint.name) { log in
    try firstPaint(["lnav", log.path], log)
  }

  static let lnavWhole = Measurement.peer(.lnav, "all lines read", against: Indexing.name) { log in
    try seconds { () throws(BenchError) in
      try run(["lnav", "-n", "-q", log.path], environment: environment(log))
    }
  }

  /// From the start to the first line of the log.
  private static func firstPaint(_ words: [String], _ log: BenchLog) throws(BenchError) -> Double {
    let start = ContinuousClock.now
    let terminal = try ProgramOnTerminal(
      words, size: ExplorerRun.size, environment: environment(log))
    try terminal.wait(for: "stream_id")
    let time = (ContinuousClock.now - start) / .seconds(1)
    try terminal.end(typing: "q")
    return time
  }

  private static func environment(_ log: BenchLog) -> [String] {
    Environment.variables(home: log.folder) + ["TERM=xterm-256color"]
  }
}
