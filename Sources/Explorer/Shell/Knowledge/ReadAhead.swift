import Rewind

/// The last events of a log that is not read whole yet, as they are shown behind the gap.
///
/// A place among all events from ``gap`` on is one of these: the gap itself, then the events by their number. Such a
/// place stays what it is while the log is read further, until ``position(of:in:)`` is known.
struct ReadAhead: Sendable {
  /// The place of what is not read yet.
  static let gap = 1 << 48

  let tail: LogTail
  let types: TypeNames
  /// The highest position that the log itself gives one of them; 0 where it gives none.
  let highestPosition: Int

  init(_ tail: LogTail) {
    self.tail = tail
    highestPosition = (1...tail.count).compactMap(tail.loggedPosition).max() ?? 0
    types = TypeNames(tail.snapshot.index)
  }

  var index: LogIndex { tail.snapshot.index }

  /// The number of the event at a place; nil for the gap, and where events have positions.
  static func number(at place: Int) -> Int? { place > gap ? place - gap : nil }

  /// The position of the event at a place in the log as it was read further; nil for the gap, and where the log
  /// does not have it.
  func position(of place: Int, in log: LogSnapshot) -> Int? {
    Self.number(at: place).flatMap { tail.position(of: $0, in: log) }
  }
}
