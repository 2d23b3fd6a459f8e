/// An event that a fold could not get past, since its code took too long, took too much memory or crashed.
///
/// No state behind it is known.
public struct StoppedFoldError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The version of the event, counted from 1.
  public let version: Int
  /// One line: what happened.
  public let description: String

  /// Describes where a fold stopped, and why.
  public init(version: Int, reason: String) {
    self.version = version
    description = reason
  }
}
