/// What a projection made of the events since the last write.
public struct ReadModelChanges: Sendable {
  /// A row of the table of states to be set; nil values to be removed.
  public struct State: Sendable {
    /// The partition's key.
    public var key: String
    /// The values of the columns after the key; nil where the row goes.
    public var values: [ReadModelValue]?

    /// Describes a row.
    public init(key: String, values: [ReadModelValue]?) {
      self.key = key
      self.values = values
    }
  }
  /// A row of the table of entries, or of outputs, to be added.
  public struct Entry: Sendable {
    /// The position of the event.
    public var position: Int
    /// The values of the columns after the position.
    public var values: [ReadModelValue]

    /// Describes a row.
    public init(position: Int, values: [ReadModelValue]) {
      self.position = position
      self.values = values
    }
  }

  /// The rows of the table of states that changed, each once.
  public var states: [State] = []
  /// The values after the key of the one row that all share, to be set; nil where it did not change.
  public var shared: [ReadModelValue]?
  /// The new rows of the table of entries, by position.
  public var entries: [Entry] = []
  /// Events that were parked, by position.
  public var parked: [DeadLetter] = []
  /// Positions of events that are parked no longer.
  public var unparked: [Int] = []

  /// No changes.
  public init() {}

  /// How many rows the changes are.
  public var count: Int {
    states.count + (shared == nil ? 0 : 1) + entries.count + parked.count + unparked.count
  }
}
