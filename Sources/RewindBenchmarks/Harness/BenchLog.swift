internal import Platform
internal import Rewind
internal import Synchronization

/// The log that is measured, and a folder to write into.
final class BenchLog: Sendable {
  let path: String
  let folder: String
  private let storePath: String
  private let known = Mutex<Contents?>(nil)

  /// What is known of the log once it was read.
  struct Contents: Sendable {
    let eventCount: Int
    /// The id of the event in the middle.
    let id: String
    /// The last version of a stream with 96 events, or as many fewer as there are.
    let short: Place
    /// The biggest stream at 200,000, or its end.
    let big: Place
  }

  /// A version of a stream, whose state is asked for.
  struct Place: Sendable {
    let stream: String
    let version: Int
  }

  /// - Parameter store: where the same events are, or go, as a store; in the folder where nil.
  init(path: String, folder: String, store: String? = nil) {
    self.path = path
    self.folder = folder
    storePath = store ?? "\(folder)/store"
  }

  /// What is in the log, which is read for it when it is first asked for.
  func contents() throws -> Contents {
    if let known = known.withLock(\.self) { return known }
    let opened = try OpenedLog(path)
    let index = opened.index
    guard let id = try opened.log.event(at: (index.eventCount + 1) / 2).record?.id else {
      throw BenchError("\(path) has no id to look up")
    }
    var query = StreamQuery()
    query.sort = .events
    let streams = index.streams(matching: query).lazy.map { index.stream($0) }
    guard let big = streams.first, let short = streams.first(where: { $0.eventCount <= 96 }) else {
      throw BenchError("\(path) has no stream of 96 events or fewer")
    }
    let contents = Contents(
      eventCount: index.eventCount, id: id,
      short: Place(stream: short.name.rawValue, version: short.eventCount),
      big: Place(stream: big.name.rawValue, version: min(200_000, big.eventCount)))
    known.withLock { $0 = contents }
    return contents
  }

  /// The same events as a store; made when it is first asked for.
  ///
  /// - Throws: where the log is no reference log, which alone can be made as a store too.
  func store() throws -> String {
    guard !FileSystem.exists(storePath) else { return storePath }
    let unfinished = storePath + ".unfinished"
    FileSystem.removeTree(at: unfinished)
    let own = try Self.end(of: path)
    if own.position > 0 { try ReferenceFiles.writeStore(ofEvents: own.position, to: unfinished) }
    guard own.position > 0, try Self.end(of: unfinished) == own else {
      FileSystem.removeTree(at: unfinished)
      throw BenchError("\(path) was not made with rewind-bench log")
    }
    try FileSystem.rename(unfinished, to: storePath)
    return storePath
  }

  /// Does something that appends to the store, and cuts off what was appended.
  func withoutChangingStore<Value>(_ body: () throws -> Value) throws -> Value {
    let folder = "\(try store())/log"
    let before = try FileSystem.names(in: folder)
    guard let last = before.last(where: { $0.hasSuffix(".jsonl") }) else { return try body() }
    let size = try FileStatus(of: "\(folder)/\(last)").size
    defer {
      for name in (try? FileSystem.names(in: folder)) ?? [] where !before.contains(name) {
        FileSystem.removeFile("\(folder)/\(name)")
      }
      try? SystemFile("\(folder)/\(last)", .updating).truncate(to: size)
    }
    return try body()
  }

  /// What tells a log of so many events from others: its last position and that event's id.
  private static func end(of path: String) throws -> (position: Int, id: String?) {
    let log = try EventLog.open([path])
    try log.refresh()
    let last = log.index.eventCount
    return (last, last > 0 ? try log.events(at: [last]).first?.record?.id : nil)
  }
}
