import Rewind
import TextUI

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

  /// Takes a list; the cursor keeps its stream, unless the category or the order is another.
  mutating func show(_ streams: [StreamID], for query: StreamQuery, events: Int, follows: Bool) {
    let isAlike = query.category == listedQuery?.category && query.sort == listedQuery?.sort
    let kept = cursor.row > 0 && isAlike ? selected : nil
    list = streams
    listedQuery = query
    listedEvents = events
    cursor.row = follows ? 0 : kept.flatMap { streams.firstIndex(of: $0) } ?? 0
  }
}
