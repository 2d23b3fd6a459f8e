internal import Platform
internal import Rewind
internal import Synchronization

/// The log that is measured, and a folder to write into.
final class BenchLog: Sendable {
  let path: String
  let folder: String
  private let known = Mutex<(short: Place, big: Place)?>(nil)

  /// A version of a stream, whose state is asked for.
  struct Place: Sendable {
    let stream: String
    let version: Int
  }

  init(path: String, folder: String) {
    self.path = path
    self.folder = folder
  }

  /// The last version of a stream with 96 events, or as many fewer as there are, and that of the biggest stream
  /// at 200,000 or its end.
  ///
  /// The log is read for it when it is first asked for.
  func streams() throws -> (short: Place, big: Place) {
    if let known = known.withLock(\.self) { return known }
    let index = try OpenedLog(path).index
    var query = StreamQuery()
    query.sort = .events
    let streams = index.streams(matching: query).lazy.map { index.stream($0) }
    guard let big = streams.first, let short = streams.first(where: { $0.eventCount <= 96 }) else {
      throw BenchError("\(path) has no stream of 96 events or fewer")
    }
    let places = (
      short: Place(stream: short.name.rawValue, version: short.eventCount),
      big: Place(stream: big.name.rawValue, version: min(200_000, big.eventCount))
    )
    known.withLock { $0 = places }
    return places
  }

  /// The same events as a store; made when it is first asked for.
  ///
  /// - Throws: where the log is no reference log, which alone can be made as a store too.
  func store() throws -> String {
    let store = "\(folder)/store"
    guard !FileSystem.exists(store) else { return store }
    let own = try Self.end(of: path)
    if own.position > 0 { try ReferenceFiles.writeStore(ofEvents: own.position, to: store) }
    guard own.position > 0, try Self.end(of: store) == own else {
      FileSystem.removeTree(at: store)
      throw BenchError("\(path) was not made with rewind-bench log")
    }
    return store
  }

  /// What tells a log of so many events from others: its last position and that event's id.
  private static func end(of path: String) throws -> (position: Int, id: String?) {
    let log = try EventLog.open([path])
    try log.refresh()
    let last = log.index.eventCount
    return (last, last > 0 ? try log.events(at: [last]).first?.record?.id : nil)
  }
}
