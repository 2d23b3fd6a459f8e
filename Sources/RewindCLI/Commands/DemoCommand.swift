import Explorer
import Rewind
import SampleDomain

/// `rewind demo`: the sample store, made where it is not there yet, and opened.
struct DemoCommand {
  let invocation: Invocation
  let options: Command.Demo

  func run() throws -> Int32 {
    let directory = try directory()
    let isMade = try waitFor { try await DemoStore.make(at: directory) }
    if let opening = options.opening {
      return try OpenCommand(invocation: invocation.about(.paths([directory])), options: opening)
        .run()
    }
    let log = try invocation.openLog(at: .paths([directory]))
    let (events, streams) = (log.index.eventCount, log.index.streamCount)
    invocation.confirm("the sample store is there") { () throws(OutputError) in
      if invocation.shared.json {
        try invocation.printJSON([
          "store": .string(directory), "events": JSONValue(events), "streams": JSONValue(streams),
          "made": .bool(isMade),
        ])
      } else {
        try invocation.output.line(
          "\(isMade ? "made" : "there already:") the sample store in \(directory),"
            + " \(counted(events, "event")) in \(counted(streams, "stream"));"
            + " open it with \(ProposedCalls().call(directory))")
      }
    }
    return 0
  }

  /// The folder named, or one in the user's cache.
  private func directory() throws(Failure) -> String {
    if let directory = options.directory { return directory }
    guard let cache = invocation.environment.cacheDirectory else {
      throw Failure("there is no HOME to keep the sample store in; name a folder: rewind demo DIR")
    }
    return "\(cache)/\(DemoStore.cachePath)"
  }
}
