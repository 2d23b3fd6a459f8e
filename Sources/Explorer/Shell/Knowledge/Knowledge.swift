import Rewind
import TextUI

/// What the explorer knows of the log, the terminal and the time; keys do not change it.
struct Knowledge: Sendable {
  /// The log as it is shown; questions are about it.
  var log = LogSnapshot.empty
  /// The part of the log that has been read; nil once it is whole.
  var indexed: Double? = 0
  /// The log's last events, read ahead; nil once it is whole.
  var ahead: ReadAhead?
  var size = Size(columns: 0, rows: 0)
  var now: Timestamp?
  /// Why the log could not be opened.
  var unopened: LogTrouble?
  /// Why the log cannot be read just now.
  var trouble: LogTrouble?
  var categories: [CategoryEntry] = []
  /// How many of the index's positions are damaged lines.
  var damaged = 0
  /// How many events have a role that cannot be read.
  var unread: Int { log.index.unreadCount }
  var types = TypeNames()
  var content = Content()
  var readModels = ReadModels()
  var requests = Requests()
  /// How many events the log had when it first had been read whole, or when it ended; later ones are new.
  var wholeAt = 0
  /// How many events there were when the streams were last asked for.
  var listingEvents = 0

  /// Takes the log as far as it has been read; answers how it has grown.
  mutating func take(_ log: LogSnapshot, indexed: Double?) -> LogGrowth {
    let index = log.index
    let growth = LogGrowth(
      isFirst: self.log.index.eventCount == 0, wasWhole: self.indexed == nil, isShown: false)
    if !growth.wasWhole, indexed == nil { wholeAt = index.eventCount }
    if index.eventsOutOfOrder != self.log.index.eventsOutOfOrder { content.forgetFolded() }
    self.log = log
    self.indexed = indexed
    trouble = nil
    categories = index.categories
    damaged = index.damagedPositions.count
    if types.count != index.typeCount { types = TypeNames(index) }
    requests.forgetFailures()
    return growth
  }
}
