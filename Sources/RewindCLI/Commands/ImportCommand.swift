import Explorer
import ExplorerRuntime
import Platform
import Rewind

/// `rewind import`: a foreign log copied into a store, or a copy gone on with.
struct ImportCommand {
  private static let pageSize = 512

  private let copy = ImportTranslator()

  let invocation: Invocation
  let options: Command.Import

  func run() throws -> Int32 {
    let log = try invocation.openLog(at: try source())
    let isNew = !FileSystem.exists(options.store)
    if isNew { try FileEventStore.create(at: options.store) }
    let store = try FileEventStore(at: options.store)
    invocation.indexes.add(store.log)
    Interruption.waitForSafePlaces()
    var result = Result()
    let snapshot = log.snapshot()
    if let remark = snapshot.index.remarkOnImport { invocation.note(remark) }
    // Nothing is written before all that is there already was found to be the same.
    if !isNew {
      try forEachPage(of: snapshot, "comparing") { page in try compare(page, with: store, snapshot)
      }
    }
    try forEachPage(of: snapshot, "importing") { page in
      for case .damaged(let line) in page where !line.isMovedAside {
        result.damaged += 1
        invocation.note("\(line.file): \(line.place) is no event: \(line.reason)")
      }
      try append(page.compactMap(\.record).map(copy.event), to: store, &result)
    }
    invocation.progress.clear()
    invocation.confirm("the events are imported") { () throws(OutputError) in
      try report(result)
    }
    if Interruption.isRequested { return Interruption.exitStatus }
    return result.damaged > 0 ? ExitStatus.partial : 0
  }

  private func source() throws(Failure) -> NamedLog {
    if let file = options.source { return try NamedLog([file]) }
    return try invocation.log()
  }

  private func forEachPage(
    of snapshot: LogSnapshot, _ activity: String, _ body: ([StoredEvent]) throws -> Void
  ) throws {
    let total = snapshot.index.eventCount
    for first in stride(from: 1, to: total + 1, by: Self.pageSize) where !Interruption.isRequested {
      // A stream is copied in the order in which it is folded.
      let positions = (first..<min(first + Self.pageSize, total + 1)).map(
        snapshot.index.positionInTurn)
      try body(snapshot.events(at: positions))
      invocation.progress.show(activity, done: first, of: total)
    }
  }

  /// Refuses a log of which the store has an event otherwise.
  private func compare(
    _ page: [StoredEvent], with store: FileEventStore, _ snapshot: LogSnapshot
  ) throws {
    let records = page.compactMap(\.record)
    let found = try waitFor { [copy] in
      try await store.firstDifference(from: records.map(copy.event))
    }
    guard let difference = found else { return }
    let record = records[difference.index]
    var lines = LineNumbers(snapshot)
    let place = try lines.place(of: record.position)
    throw Failure(
      "\(place.file)\(place.line.map { ":\($0)" } ?? ""): version \(record.shownVersion) of"
        + " \(record.stream) is another event in \(options.store): its \(difference.part.rawValue)"
        + " is \(difference.copied.prefix(80)), there it is \(difference.stored.prefix(80));"
        + " nothing was imported; import into a store of its own", status: 1)
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
        "\(options.store): stream \(stream) has other events than \(try source().text);"
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
    let present =
      result.present > 0
      ? ", \(grouped(result.present)) \(result.present == 1 ? "was" : "were") there already" : ""
    let damaged = result.damaged > 0 ? ", \(counted(result.damaged, "damaged line")) left out" : ""
    try invocation.output.line(
      "imported \(counted(result.imported, "event")) into \(options.store)\(present)\(damaged)")
  }
}
