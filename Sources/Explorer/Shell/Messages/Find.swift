public import Rewind

/// A search for one place; the answer is a place of the range.
public struct Find: Hashable, Sendable {
  /// What is looked for.
  public enum Sought: Hashable, Sendable {
    /// An event whose stream's name, type, data or metadata matches; a damaged line counts by its bytes.
    case text(TextPattern)
    /// An event of a type.
    case type(TypeID)
    /// The first event of the log with an id of its own, in letters of any case.
    case id(String)
    /// An event that carries an id, in letters of any case: as its own, or as that of a correlation or a cause.
    case carrier(String)
    /// The same as ``text(_:)``, to go to all events that match; `isOfID` where no event has it as its id.
    case mention(TextPattern, isOfID: Bool)
    /// A version with a value at a path that differs from the version before, or is new or gone.
    case change(JSONPath)
    /// A version with an event that makes the fold throw.
    case fault
  }
  /// From which end of the range to look.
  public enum Direction: Hashable, Sendable {
    /// From the first place on.
    case forward
    /// From the last place back.
    case backward
  }

  /// What is looked for.
  public var sought: Sought
  /// Where it is looked for.
  public var range: EventRange
  /// From which end of the range.
  public var direction: Direction
  /// Which of the hits, from 1; where there are fewer, the last of them is the answer.
  public var count: Int
}
