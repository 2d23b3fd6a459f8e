import Rewind

/// `rewind init`: an empty store.
struct InitCommand {
  let invocation: Invocation
  let directory: String

  func run() throws -> Int32 {
    try FileEventStore.create(at: directory)
    invocation.confirm("the store is made") { () throws(OutputError) in
      if invocation.shared.json {
        try invocation.printJSON(["store": .string(directory)])
      } else {
        try invocation.output.line("made an empty store in \(directory)")
      }
    }
    return 0
  }
}
