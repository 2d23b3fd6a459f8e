internal import Platform

/// Waits until a source may have changed; each waiting thread has a watch of its own.
public protocol ChangeWatch: Sendable {
  /// Returns when something may have changed, and after 250 ms at the latest.
  func wait()
}
