internal import Platform
internal import Explorer
internal import Rewind
internal import TextUI

/// What stands between a person and the first thing to see.
enum FirstPaint {
  /// The explorer's own part: the first frame of a log of which nothing is known yet.
  static let frame = Measurement("first frame, model and canvas", isOfLog: false) { _ in
    try seconds { () throws in
      var explorer = ExplorerRun(log: nil)
      try explorer.take(.resized(ExplorerRun.size))
      explorer.draw()
    }
  }

  /// The list of all streams, in a log that has been read.
  static let streams = Measurement("first page of all streams") { log in
    let opened = try OpenedLog(log.path)
    return try seconds { () throws in
      var explorer = ExplorerRun(log: opened.log)
      try explorer.take(.resized(ExplorerRun.size))
      try explorer.take(.log(opened.log.snapshot()))
      explorer.draw()
    }
  }

  /// A page in the middle of the biggest stream: its events, one event's data, two states.
  static let streamPage = Measurement("first page of the big stream") { log in
    let opened = try OpenedLog(log.path)
    let stream = opened.index.stream(opened.biggestStream)
    let start = StartingPlace.stream(stream.name, .version(max(1, stream.eventCount / 200)))
    return try seconds { () throws in
      var explorer = ExplorerRun(log: opened.log, start: start)
      try explorer.take(.resized(ExplorerRun.size))
      try explorer.take(.log(opened.log.snapshot()))
      explorer.draw()
    }
  }

  static let name = "first paint, whole process"

  /// From starting the program in a terminal to its first frame, of a log it has never seen.
  static let wholeProcess = Measurement(name) { log in
    let rewind = try siblingExecutable("rewind")
    let cache = "\(log.folder)/cache"
    let start = ContinuousClock.now
    let terminal = try ProgramOnTerminal(
      [rewind, log.path], size: ExplorerRun.size,
      environment: ["TERM=xterm-256color", "LC_ALL=C.UTF-8", "XDG_CACHE_HOME=\(cache)"])
    // The title of the panel that has the focus.
    try terminal.wait(for: "Streams")
    let time = (ContinuousClock.now - start) / .seconds(1)
    try terminal.end(typing: "q")
    FileSystem.removeTree(at: cache)
    return time
  }

  /// The least that starting the program costs.
  static let version = Measurement("rewind --version", isOfLog: false) { _ in
    let rewind = try siblingExecutable("rewind")
    return try seconds { () throws(BenchError) in
      try run([rewind, "--version"])
    }
  }
}
