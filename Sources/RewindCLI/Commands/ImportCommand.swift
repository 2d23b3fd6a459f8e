internal import Glibc
import Rewind

/// `rewind import`: a foreign log copied into a store, or a copy gone on with.
struct ImportCommand {
  private static let pageSize = 512

  let invocation: Invocation
  let options: Command.Import

  func run() throws -> Int32 {
    let log = try invocation.openLog(at: [options.source])
    if access(options.store, F_OK) != 0 { try EventStore.create(at: options.store) }
    let clock = ImportClock()
    let store = try EventStore(at: options.store, syncing: .never) { clock.time }
    try store.log.refresh()
    Interruption.waitForSafePlaces()
    var copy = LogCopy(log: log, store: store, clock: clock)
    let total = log.index.eventCount
    for first in stride(from: 1, to: total + 1, by: Self.pageSize) {
      let positions = Array(first..<min(first + Self.pageSize, total + 1))
      for event in try log.events(at: positions) {
        if Interruption.isRequested { break }
        switch event {
        case .event(let record): try copy.take(record)
        case .damaged(let line):
          copy.damaged += 1
          invocation.note(
            "\(line.file): the line at byte \(line.byteOffset) is no event: \(line.reason)")
        }
      }
      try waitFor { try await store.sync() }
      if Interruption.isRequested { break }
      invocation.progress.show("importing", done: first, of: total)
    }
    invocation.progress.clear()
    try report(copy)
    if Interruption.isRequested { return Interruption.exitStatus }
    return copy.damaged > 0 ? 1 : 0
  }

  private func report(_ copy: LogCopy) throws {
    if invocation.shared.json {
      try invocation.printJSON([
        "imported": JSONValue(copy.imported), "present": JSONValue(copy.present),
        "damaged": JSONValue(copy.damaged), "store": .string(options.store),
      ])
      return
    }
    let present = copy.present > 0 ? ", \(grouped(copy.present)) were there already" : ""
    let damaged = copy.damaged > 0 ? ", \(counted(copy.damaged, "damaged line")) left out" : ""
    try invocation.output.line(
      "imported \(counted(copy.imported, "event")) into \(options.store)\(present)\(damaged)")
  }
}
