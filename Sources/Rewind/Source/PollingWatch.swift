internal import Platform

/// Has a source looked at every ``interval`` milliseconds, where nothing reports its changes.
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
