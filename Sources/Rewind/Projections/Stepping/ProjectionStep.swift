/// The next event that a projection takes, what it made of it, and the events before it that it did not take.
public struct ProjectionStep: Hashable, Sendable {
  /// Events that a projection passes over.
  public struct Passed: Hashable, Sendable {
    /// From the first to the last of them; all between are among them.
    public internal(set) var positions: ClosedRange<Int>
    /// Why, and how many for each reason.
    public internal(set) var reasons: [PassedReason: Int]
  }

  /// What an event made of a row.
  public struct Row: Hashable, Sendable {
    /// The row's key; nil for the half of the state that all rows share.
    public let key: String?
    /// The row before the event, a value for each column after the key; nil where there was none.
    public let old: [ReadModelValue]?
    /// The row behind it; nil where there is none.
    public let new: [ReadModelValue]?
  }

  /// The events since the last step that it passes over; nil where there are none.
  public internal(set) var passed: Passed?
  /// The event that it takes; nil where there is none up to the end.
  public internal(set) var position: Int?
  /// The rows that it went to.
  public internal(set) var rows: [Row] = []
  /// What it wrote: rows of the table of entries or outputs, without the position.
  public internal(set) var entries: [[ReadModelValue]] = []
  /// Why it could not be taken in, which leaves all rows as they were; nil where it was.
  public internal(set) var fault: String?
}

extension ProjectionStep.Row {
  /// What the event changed, column by column and member by member.
  public func changes(in definition: ProjectionDefinition) -> [ColumnChange] {
    let table = key == nil ? definition.shared : definition.states
    let columns = (table?.columns ?? []).dropFirst()
    return ColumnChange.changes(from: old, columns, to: new, columns)
  }
}
