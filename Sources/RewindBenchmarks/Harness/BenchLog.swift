internal import Platform
internal import Rewind

/// The log that is measured, and a folder to write into.
struct BenchLog: Sendable {
  let path: String
  let folder: String

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
