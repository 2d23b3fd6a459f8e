public import Rewind

/// A search for all places of a list where a text is, from one of them on and round at the end; the answers are
/// places in that order.
public struct HitSearch: Hashable, Sendable {
  /// What is looked through.
  public enum List: Hashable, Sendable {
    /// The events of a stream by their versions, or of the log by their positions where it is nil: the names of their
    /// streams, types, data and metadata, and the bytes of damaged lines.
    case events(StreamID?)
    /// The names of streams, by their places in the list.
    case streams([StreamID])
    /// The rows of a projection's read model by their numbers from 0, now or as of a position; of the query, which part
    /// of them it asks for does not count.
    case rows(String, RowQuery, at: Int?)
  }

  /// What is looked for.
  public var pattern: TextPattern
  /// Where it is looked for.
  public var list: List
  /// The places of the list.
  public var places: Range<Int>
  /// The place that is looked at first, one of the list's.
  public var origin: Int
  /// Which way to look from there.
  public var direction: Find.Direction
  /// How many places, on that way, have been looked at before.
  public var looked: Int

  /// Whether another one is the same, or the rest of it.
  func isGoneOn(by other: HitSearch) -> Bool {
    var search = self
    search.looked = other.looked
    return search == other
  }

  /// The next places to look at once so many have been: a part of the list without a gap, no longer than a limit.
  public func stretch(after looked: Int, limit: Int) -> Range<Int> {
    switch direction {
    case .forward:
      let isRound = origin + looked >= places.upperBound
      let start = origin + looked - (isRound ? places.count : 0)
      return start..<min(start + limit, isRound ? origin : places.upperBound)
    case .backward:
      let isRound = origin - looked < places.lowerBound
      let end = origin - looked + 1 + (isRound ? places.count : 0)
      return max(end - limit, isRound ? origin + 1 : places.lowerBound)..<end
    }
  }
}
