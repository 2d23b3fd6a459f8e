public import Rewind

/// Half a year of a small bank, a shop and their users: the sample store's content.
///
/// It is made by putting commands to the aggregates of this module, moment by moment, from a seed:
/// the same events, ids and times on every machine.
public struct DemoHistory: Sendable {
  /// Events that one command made, to be appended together.
  public struct Append: Sendable {
    /// When it was, never before the append that precedes it.
    public let time: Timestamp
    /// The stream they go to.
    public let stream: StreamName
    /// The stream's version before them.
    public let version: Int
    /// What happened.
    public let events: [NewEvent]
  }

  /// Which of the histories that were ever made this is, with the scripts that fold it.
  public static let version = 5

  /// Everything that happened, in order.
  public let appends: [Append]

  /// Makes the history; throws only where an event and its fold do not fit together.
  public init() throws {
    var world = DemoWorld(seed: 2037)
    appends = try world.run()
  }

  /// How many events there are.
  public var eventCount: Int {
    appends.reduce(0) { $0 + $1.events.count }
  }
}
