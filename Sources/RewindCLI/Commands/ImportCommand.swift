import Explorer
import ExplorerRuntime
import Platform
import Rewind

/// `rewind import`: a foreign log copied into a store, or a copy gone on with.
struct ImportCommand {
  private static let pageSize = 512

  let invocation: Invocation
  let options: Command.Import

  func run() throws -> Int32 {
    let log = try invocation.openLog(at: [options.source])
    if !FileSystem.exists(options.store) { try FileEventStore.create(at: options.store) }
    let store = try FileEventStore(at: options.store)
    Interruption.waitForSafePlaces()
    let copy = ImportTranslator(logName: log.name, now: .now())
    var result = Result()
    let snapshot = log.snapshot()
    let total = snapshot.index.eventCount
    for first in stride(from: 1, to: total + 1, by: Self.pageSize) where !Interruption.isRequested {
      let positions = Array(first..<min(first + Self.pageSize, total + 1))
      var page: [CopiedEvent] = []
      for event in try snapshot.events(at: positions) {
        switch event {
        case .event(let record): page.append(copy.event(of: record))
        case .damaged(let line) where line.isMovedAside: continue
        case .damaged(let line):
          result.damaged += 1
          invocation.note(
            "\(line.file): the line at byte \(line.byteOffset) is no event: \(line.reason)")
        }
      }
      try append(page, to: store, &result)
      invocation.progress.show("importing", done: first, of: total)
    }
    invocation.progress.clear()
    invocation.confirm("the events are imported") { () throws(OutputError) in
      try report(result)
    }
    if Interruption.isRequested { return Interruption.exitStatus }
    return result.damaged > 0 ? 1 : 0
  }

  private struct Result {
    var imported = 0
    var present = 0
    var damaged = 0
  }

  private func append(
    _ page: [CopiedEvent], to store: FileEventStore, _ result: inout Result
  ) throws {
    do {
      let present = try waitFor { try await store.copy(page) }
      result.present += present
      result.imported += page.count - present
    } catch let error as StoreError {
      guard case .conflict(let stream, _, _) = error else {
        let calls = ProposedCalls(logWords: ["-l", options.store])
        throw Failure(calls.line(of: error), status: ExitStatus.of(error))
      }
      throw Failure(
        "\(options.store): stream \(stream) has other events than \(options.source);"
          + " import into a store of its own", status: 1)
    }
  }

  private func report(_ result: Result) throws(OutputError) {
    if invocation.shared.json {
      try invocation.printJSON([
        "imported": JSONValue(result.imported), "present": JSONValue(result.present),
        "damaged": JSONValue(result.damaged), "store": .string(options.store),
      ])
      return
    }
    let present = result.present > 0 ? ", \(grouped(result.present)) were there already" : ""
    let damaged = result.damaged > 0 ? ", \(counted(result.damaged, "damaged line")) left out" : ""
    try invocation.output.line(
      "imported \(counted(result.imported, "event")) into \(options.store)\(present)\(damaged)")
  }
}
