import Rewind

/// The logs that a call has read, whose indexes are kept on disk when it has answered.
final class KeptIndexes {
  private var logs: [EventLog] = []

  /// Notes that the index of a log is worth keeping.
  func add(_ log: EventLog) {
    logs.append(log)
  }

  /// Writes what the indexes on disk lack; answers what was wrong with them, a line each.
  func keep() -> [String] {
    logs.compactMap { log in
      log.leaveIndex()
      return log.indexFault.map { "\(log.name): \($0)" }
    }
  }
}
