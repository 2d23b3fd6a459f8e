import Rewind

/// What is to be done, and for which of the logs that are open.
public struct LogEffect: Hashable, Sendable {
  /// The number of the log, from 0.
  public let log: Int
  /// What is to be done.
  public let effect: Effect
}
