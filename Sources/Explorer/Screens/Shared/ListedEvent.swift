import Rewind
import TextUI

/// An event in a list of the log's events: one with a position, or one that was read ahead of the rest.
struct ListedEvent {
  /// What knows the event: the log, or its last events alone.
  let log: LogSnapshot
  /// Where the event is in that.
  let position: Int
  let types: TypeNames
  /// The position to show; nil where it is not known yet.
  let number: Int?

  var index: LogIndex { log.index }
  var entry: EventEntry { index[position] }
  /// The stream's name as it is shown.
  var streamName: String? { entry.stream.map { Format.name(index.stream($0).name.rawValue) } }
  var isMovedAside: Bool { index.isMovedAside(position) }
}

extension Shell {
  /// The event at a position, or at a place behind the gap, which must be there.
  func listed(_ place: Int) -> ListedEvent {
    guard let number = ReadAhead.number(at: place), let ahead = knowledge.ahead else {
      return ListedEvent(
        log: knowledge.log, position: place, types: knowledge.types,
        number: index.shownPosition(place))
    }
    return ListedEvent(
      log: ahead.tail.snapshot, position: number, types: ahead.types,
      number: ahead.tail.loggedPosition(of: number))
  }

  /// Whether there is an event at a position, or at a place behind the gap.
  func isListed(_ place: Int) -> Bool {
    guard let number = ReadAhead.number(at: place) else { return isInLog(place) }
    return number <= knowledge.ahead?.tail.count ?? 0
  }

  /// A number on screen; `…` while it is not known.
  func text(ofNumber number: Int?) -> String {
    number.map(Format.grouped) ?? String(options.display.glyphs.ellipsis)
  }
}
