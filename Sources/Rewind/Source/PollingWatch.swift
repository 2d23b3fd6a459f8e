internal import Platform

/// Looks now and then, where nothing tells of changes.
public struct PollingWatch: ChangeWatch {
  /// The time between two looks, in milliseconds.
  public static let interval = 250

  /// A watch that begins now.
  public init() {}

  /// Returns after ``interval``.
  public func wait() {
    SystemClock.pause(microseconds: Self.interval * 1000)
  }
}
