import Rewind

/// The categories, and the streams of the selected one.
struct StreamsScreen: Sendable {
  var focus = Panel.streams
  /// 0 is all categories, then they follow in the index's order.
  var categories = ListCursor()
  var cursor = ListCursor()
  var query = StreamQuery()
  /// The streams that were found, and for what.
  private(set) var list: [StreamID] = []
  private(set) var listedQuery: StreamQuery?
  /// How many events there were when the list was asked for; later ones are new.
  private(set) var listedEvents = 0

  var selected: StreamID? { list.indices.contains(cursor.row) ? list[cursor.row] : nil }

  /// Takes a list; the cursor keeps its stream, unless what is listed has changed.
  mutating func show(_ streams: [StreamID], for query: StreamQuery, events: Int, follows: Bool) {
    let kept = query == listedQuery || cursor.row > 0 ? selected : nil
    list = streams
    listedQuery = query
    listedEvents = events
    guard !follows else {
      cursor.row = 0
      return
    }
    if cursor.row > 0, let kept { cursor.row = streams.firstIndex(of: kept) ?? 0 }
    cursor.row = max(0, min(cursor.row, streams.count - 1))
  }
}
